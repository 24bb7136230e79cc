package io.lamina.jobs.data;

import io.lamina.zoo.plan.DataSource.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Reads lines of comma-separated numbers. Messages name the file and the line. */
final class CsvSource implements ExampleSource {
  private final Csv source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;

  CsvSource(Csv source, JavaSparkContext spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
  }

  @Override
  public Examples read(boolean labeled) {
    List<Path> paths = files.files(source.path());
    List<JavaPairRDD<Long, byte[]>> parts = new ArrayList<>();
    int columns = columns(paths);
    int label = source.label().orElse(-1);
    if (label >= columns) {
      throw new DataException(
          String.format(
              "%s has %d columns, there is no label column %d (columns count from 0)",
              paths.get(0), columns, label));
    }
    long count = 0;
    for (Path path : paths) {
      JavaRDD<String> lines = spark.textFile(path.toString());
      long rows = Math.max(0, lines.count() - headerLines());
      parts.add(rows(lines, new RowParser(path.toString(), columns, label, labeled, source, rule), count));
      count += rows;
    }
    return new Examples(
        paths.size() == 1 ? paths.get(0).toString() : source.path(),
        union(parts),
        count,
        label < 0 ? columns : columns - 1,
        ValueFormat.FLOAT,
        Optional.empty());
  }

  private int headerLines() {
    return source.header() ? 1 : 0;
  }

  private int columns(List<Path> paths) {
    for (Path path : paths) {
      List<String> first = spark.textFile(path.toString()).take(1);
      if (!first.isEmpty()) {
        return RowParser.fields(first.get(0), path.toString(), 1).size();
      }
    }
    throw new DataException("cannot read " + paths.get(0) + ": it is empty");
  }

  private JavaPairRDD<Long, byte[]> rows(JavaRDD<String> lines, RowParser parser, long firstIndex) {
    int header = headerLines();
    return lines
        .zipWithIndex()
        .filter(line -> line._2() >= header)
        .mapToPair(
            line ->
                new Tuple2<>(
                    firstIndex + line._2() - header, parser.parse(line._1(), line._2() + 1)));
  }

  private JavaPairRDD<Long, byte[]> union(List<JavaPairRDD<Long, byte[]>> parts) {
    JavaPairRDD<Long, byte[]> all = parts.get(0);
    for (JavaPairRDD<Long, byte[]> part : parts.subList(1, parts.size())) {
      all = all.union(part);
    }
    return all;
  }

  /** Turns lines of one file into rows. */
  private record RowParser(
      String file, int columns, int label, boolean labeled, ValueScale scale, LabelRule rule)
      implements java.io.Serializable {
    RowParser(
        String file, int columns, int label, boolean labeled, Csv source, LabelRule rule) {
      this(file, columns, label, labeled, ValueScale.of(source.range()), rule);
    }

    byte[] parse(String line, long number) {
      CSVRecord fields = fields(line, file, number);
      String where = file + ":" + number;
      if (fields.size() != columns) {
        throw new DataException(
            String.format(
                "%s: %d values, must be %d as in the first line (a ragged row: mend or remove it)",
                where, fields.size(), columns));
      }
      float[] values = new float[label < 0 ? columns : columns - 1];
      int next = 0;
      for (int i = 0; i < columns; i++) {
        if (i != label) {
          values[next] = scale.apply(number(fields.get(i), where, i), where, next);
          next++;
        }
      }
      boolean wanted = labeled && label >= 0;
      int target =
          wanted
              ? rule.require(number(fields.get(label), where, label), where)
              : ExampleRow.NO_LABEL;
      return ExampleRow.ofFloats(target, values);
    }

    private static double number(String text, String where, int column) {
      try {
        return Double.parseDouble(text.trim());
      } catch (NumberFormatException e) {
        throw new DataException(
            String.format(
                "%s: '%s' in column %d is not a number (is the first line a header? "
                    + "then set header: true)",
                where, text, column),
            e);
      }
    }

    static CSVRecord fields(String line, String file, long number) {
      try (CSVParser parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
        List<CSVRecord> records = parser.getRecords();
        if (records.isEmpty()) {
          throw new DataException(file + ":" + number + ": the line is empty (remove it)");
        }
        return records.get(0);
      } catch (IOException | java.io.UncheckedIOException e) {
        throw new DataException(file + ":" + number + ": not CSV: " + e.getMessage(), e);
      }
    }
  }
}
