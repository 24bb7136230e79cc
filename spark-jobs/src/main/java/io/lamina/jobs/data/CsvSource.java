package io.lamina.jobs.data;

import io.lamina.zoo.plan.DataSource.Csv;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Reads lines of comma-separated numbers. */
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
    String name =
        paths.size() == 1 ? paths.get(0).toString() : files.path(source.path()).toString();
    TextLines text = lines(paths, name);
    CsvExample example = example(text, name, labeled);
    int header = source.header() ? 1 : 0;
    Map<String, Long> firstIndex = new HashMap<>();
    long count = 0;
    for (Map.Entry<String, Long> lines : text.counts().entrySet()) {
      firstIndex.put(lines.getKey(), count);
      count += lines.getValue() - header;
    }
    if (count == 0) {
      throw new DataException("cannot read " + name + ": there is nothing below its header");
    }
    JavaPairRDD<Long, byte[]> rows =
        text.lines()
            .filter(line -> line.number() > header)
            .mapToPair(
                line ->
                    new Tuple2<>(
                        firstIndex.get(line.file()) + line.number() - 1 - header,
                        example.row(line)));
    return new Examples(name, rows, count, example.inputs(), ValueFormat.FLOAT, Optional.empty());
  }

  private TextLines lines(List<Path> paths, String name) {
    try {
      return TextLines.of(paths, spark);
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(name, e);
    }
  }

  private CsvExample example(TextLines text, String name, boolean labeled) {
    TextLines.Line first =
        text.first()
            .orElseThrow(
                () -> new DataException("cannot read " + name + ": it is empty (give examples)"));
    int columns = CsvExample.fields(first).size();
    int label = source.label().orElse(CsvExample.NO_LABEL);
    if (label >= columns) {
      throw new DataException(
          String.format(
              "%s has %d columns, there is no label column %d (set label to 0 to %d)",
              first.where(), columns, label, columns - 1));
    }
    if (columns == 1 && label == 0) {
      throw new DataException(
          first.where() + " has the label column only, there is nothing to learn from");
    }
    return new CsvExample(
        first.where(), columns, label, labeled, ValueScale.of(source.range()), rule);
  }
}
