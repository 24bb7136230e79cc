package io.lamina.benchmarks.tables;

import io.lamina.zoo.tables.TableGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A generated table as the files that the recipe {@code table} reads.
 *
 * @param seed of the table
 */
record GeneratedTable(long seed) {
  private static final int UNLABELED = 6000;
  private static final int LABELED = 3000;
  private static final int TEST = 5000;
  private static final List<String> SOURCES =
      List.of("data.unlabeled", "data.labeled", "data.test");

  /** Writes the files into a directory, over those of another table. */
  void write(Path directory) throws IOException {
    TableGenerator table = new TableGenerator(seed);
    write(table, 0, UNLABELED, directory.resolve("unlabeled.csv"));
    write(table, UNLABELED, LABELED, directory.resolve("labeled.csv"));
    write(table, UNLABELED + LABELED, TEST, directory.resolve("test.csv"));
  }

  private static void write(TableGenerator table, long first, int rows, Path file)
      throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      lines.write(table.header() + "\n");
      for (long row = first; row < first + rows; row++) {
        lines.write(table.row(row) + "\n");
      }
    }
  }

  /** What the recipe has to be told of it, as {@code --set} takes it. */
  List<String> changes() {
    TableGenerator table = new TableGenerator(seed);
    List<String> changes = new ArrayList<>();
    changes.add("data.classes=" + table.classes());
    if (!table.categorical().isEmpty()) {
      changes.addAll(ofAllSources("columns=" + words(table.categorical())));
    }
    if (table.hasGaps()) {
      changes.addAll(
          ofAllSources("missing={marks: ['" + TableGenerator.MISSING + "'], fill: mean}"));
    }
    return changes;
  }

  private static String words(List<String> columns) {
    return columns.stream()
        .map(name -> String.format(Locale.ROOT, "{column: %s, kind: categorical}", name))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<String> ofAllSources(String change) {
    return SOURCES.stream().map(source -> source + "." + change).toList();
  }

  /** Its classes, and what makes it hard, for people. */
  String description() {
    TableGenerator table = new TableGenerator(seed);
    int columns = table.header().split(",", -1).length - 1;
    return String.format(
        Locale.ROOT,
        "%d classes, %d columns%s%s",
        table.classes(),
        columns,
        table.categorical().isEmpty() ? "" : ", " + table.categorical().size() + " of words",
        table.hasGaps() ? ", gaps" : "");
  }
}
