package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple3;

/** Finds the categories of a table's columns: all texts there are, sorted. */
final class CategorySearch {
  /** More of them are no categories but names or numbers, and would be so many inputs. */
  private static final int MOST = 10_000;

  private final String name;
  private final CsvLayout layout;
  private final JavaRDD<TextLines.Line> lines;
  private final MissingCells missing;

  /**
   * @param name what messages call the table
   * @param layout where each file has the table's columns
   * @param lines without headers
   * @param missing cells that hold no category
   */
  CategorySearch(
      String name, CsvLayout layout, JavaRDD<TextLines.Line> lines, MissingCells missing) {
    this.name = name;
    this.layout = layout;
    this.lines = lines;
    this.missing = missing;
  }

  /**
   * The categories of columns that are given and returned by name; of each, whether it is anywhere
   * but in the first line of a file.
   */
  Map<String, SortedMap<String, Boolean>> of(Map<String, Integer> columns) {
    if (columns.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> wanted = new HashMap<>(columns);
    String table = name;
    CsvLayout order = layout;
    MissingCells gaps = missing;
    Map<String, SortedMap<String, Boolean>> found = new HashMap<>();
    lines
        .mapPartitions(part -> texts(part, wanted, order, gaps, table))
        .collect()
        .forEach(text -> add(found, text, table));
    columns.keySet().stream()
        .filter(column -> !found.containsKey(column))
        .findFirst()
        .ifPresent(this::refuse);
    return found;
  }

  private void refuse(String column) {
    throw new DataException(
        String.format(
            "%s has no value at all in %s: there is nothing to learn from (leave the column out, by"
                + " kind: ignored)",
            name, column));
  }

  private static Iterator<Tuple3<String, String, Boolean>> texts(
      Iterator<TextLines.Line> lines,
      Map<String, Integer> columns,
      CsvLayout layout,
      MissingCells missing,
      String table) {
    Map<String, SortedMap<String, Boolean>> found = new HashMap<>();
    while (lines.hasNext()) {
      TextLines.Line line = lines.next();
      CsvCells cells = layout.cells(line);
      columns.forEach(
          (name, column) -> {
            // A line of other columns is reported when it is read.
            if (column < cells.size() && !missing.has(cells.get(column))) {
              String text = cells.get(column).text();
              add(found, new Tuple3<>(name, text, line.number() > 1), table);
            }
          });
    }
    List<Tuple3<String, String, Boolean>> texts = new ArrayList<>();
    found.forEach((name, of) -> of.forEach((text, at) -> texts.add(new Tuple3<>(name, text, at))));
    return texts.iterator();
  }

  private static void add(
      Map<String, SortedMap<String, Boolean>> found,
      Tuple3<String, String, Boolean> text,
      String table) {
    SortedMap<String, Boolean> texts = found.computeIfAbsent(text._1(), any -> new TreeMap<>());
    texts.merge(text._2(), text._3(), Boolean::logicalOr);
    if (texts.size() > MOST) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has more than %d categories in %s (is it a column of numbers or names? then make "
                  + "it numeric or ignored)",
              table,
              MOST,
              text._1()));
    }
  }
}
