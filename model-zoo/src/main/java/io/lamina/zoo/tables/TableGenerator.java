package io.lamina.zoo.tables;

import io.lamina.zoo.generator.ExampleRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Generates a table with classes, as lines of CSV. Every seed is another table: with another number
 * of classes, of columns with whole numbers from 0 to 15, of columns with heavy tails, with words,
 * and with cells that are missing. A class is a mixture of clusters; the clusters' columns depend
 * on each other. Row {@code i} of a seed is always the same, on every machine and whatever was made
 * before it. Safe for use by several threads.
 */
public final class TableGenerator {
  /** Stands in a cell that is missing. */
  public static final String MISSING = "?";

  /** The name of the last column, which has the class. */
  public static final String LABEL = "class";

  private static final List<Integer> CLASSES = List.of(2, 3, 5, 8, 10, 16, 26);

  private final ExampleRandom rows;
  private final int classes;
  private final List<Cluster> clusters;
  private final List<TableColumn> columns;

  /**
   * @param seed different seeds are different tables
   */
  public TableGenerator(long seed) {
    this.rows = new ExampleRandom(seed);
    Random design = new ExampleRandom(seed).of(-1);
    this.classes = CLASSES.get(design.nextInt(CLASSES.size()));
    int factors = 3 + design.nextInt(6);
    this.clusters = clusters(design, classes, factors);
    this.columns = columns(design, factors);
  }

  private static List<Cluster> clusters(Random design, int classes, int factors) {
    int each = 1 + design.nextInt(3);
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < classes * each; i++) {
      clusters.add(Cluster.drawn(i % classes, factors, design));
    }
    return clusters;
  }

  private static List<TableColumn> columns(Random design, int factors) {
    List<TableColumn> columns = new ArrayList<>();
    add(columns, 8 + design.nextInt(17), "n", name -> WholeNumbers.drawn(name, factors, design));
    if (design.nextBoolean()) {
      add(columns, 1 + design.nextInt(3), "t", name -> HeavyTail.drawn(name, factors, design));
    }
    if (design.nextBoolean()) {
      add(columns, 1 + design.nextInt(3), "w", name -> Words.drawn(name, factors, design));
    }
    if (design.nextBoolean()) {
      for (int i = 0; i < columns.size(); i += 1 + design.nextInt(6)) {
        columns.set(i, new WithGaps(columns.get(i), 0.02 + 0.2 * design.nextDouble()));
      }
    }
    return columns;
  }

  private static void add(
      List<TableColumn> columns, int count, String letter, Function<String, TableColumn> column) {
    for (int i = 0; i < count; i++) {
      columns.add(column.apply(letter + i));
    }
  }

  /** The number of classes; labels are 0 to that minus 1. */
  public int classes() {
    return classes;
  }

  /** The names of the columns that hold words. */
  public List<String> categorical() {
    return columns.stream().filter(TableColumn::isCategorical).map(TableColumn::name).toList();
  }

  /** Whether cells are missing. */
  public boolean hasGaps() {
    return columns.stream().anyMatch(WithGaps.class::isInstance);
  }

  /** The names of the columns, the class last. */
  public String header() {
    return columns.stream().map(TableColumn::name).collect(Collectors.joining(",")) + "," + LABEL;
  }

  /** A row, the class last. */
  public String row(long index) {
    Random drawn = rows.of(index);
    Cluster cluster = clusters.get(drawn.nextInt(clusters.size()));
    double[] factors = cluster.draw(drawn);
    return columns.stream()
            .map(column -> column.cell(factors, drawn))
            .collect(Collectors.joining(","))
        + ","
        + cluster.label();
  }
}
