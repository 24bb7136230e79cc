package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Finds the categories of a table's columns: all texts there are, sorted. */
final class CategorySearch {
  /** More of them are no categories but names or numbers, and would be so many inputs. */
  private static final int MOST = 10_000;

  private final String name;
  private final JavaRDD<TextLines.Line> lines;

  /**
   * @param name what messages call the table
   * @param lines without headers
   */
  CategorySearch(String name, JavaRDD<TextLines.Line> lines) {
    this.name = name;
    this.lines = lines;
  }

  /** The categories of columns that are given and returned by name. */
  Map<String, List<String>> of(Map<String, Integer> columns) {
    if (columns.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> wanted = new HashMap<>(columns);
    String table = name;
    Map<String, SortedSet<String>> found = new HashMap<>();
    lines
        .mapPartitions(part -> texts(part, wanted, table))
        .collect()
        .forEach(text -> add(found, text._1(), text._2(), table));
    Map<String, List<String>> sorted = new HashMap<>();
    found.forEach((column, texts) -> sorted.put(column, List.copyOf(texts)));
    return sorted;
  }

  private static Iterator<Tuple2<String, String>> texts(
      Iterator<TextLines.Line> lines, Map<String, Integer> columns, String table) {
    Map<String, SortedSet<String>> found = new HashMap<>();
    while (lines.hasNext()) {
      TextLines.Line line = lines.next();
      CSVRecord cells = CsvExample.cells(line);
      columns.forEach(
          (name, column) -> {
            if (column < cells.size()) { // a line of other columns is reported when it is read
              String text = new CsvCell(cells.get(column), line.where(), column).text();
              add(found, name, text, table);
            }
          });
    }
    List<Tuple2<String, String>> texts = new ArrayList<>();
    found.forEach((name, of) -> of.forEach(text -> texts.add(new Tuple2<>(name, text))));
    return texts.iterator();
  }

  private static void add(
      Map<String, SortedSet<String>> found, String column, String text, String table) {
    SortedSet<String> texts = found.computeIfAbsent(column, any -> new TreeSet<>());
    texts.add(text);
    if (texts.size() > MOST) {
      throw new DataException(
          String.format(
              "%s has more than %d categories in %s (is it a column of numbers or names? then make "
                  + "it numeric or ignored)",
              table, MOST, column));
    }
  }
}
