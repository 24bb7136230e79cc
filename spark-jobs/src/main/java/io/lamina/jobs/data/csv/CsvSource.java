package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.DataSource.Csv;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Reads lines of comma-separated values. */
public final class CsvSource implements ExampleSource {
  private final Csv source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;
  private final ValueFormat format;
  private final Optional<List<InputColumn>> known;

  /**
   * @param format how rows hold numbers
   * @param known the columns of the unlabeled data, whose categories are those of columns for which
   *     the plan lists none; if empty, categories are looked for in this source
   */
  public CsvSource(
      Csv source,
      JavaSparkContext spark,
      DataFiles files,
      LabelRule rule,
      ValueFormat format,
      Optional<List<InputColumn>> known) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
    this.format = format;
    this.known = known;
  }

  @Override
  public Examples read(boolean labeled) {
    List<Path> paths = files.files(source.path());
    String name =
        paths.size() == 1 ? paths.get(0).toString() : files.path(source.path()).toString();
    TextLines text = lines(paths, name);
    CsvTable table = table(text, name);
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
    JavaRDD<TextLines.Line> lines = text.lines().filter(line -> line.number() > header);
    Map<String, List<String>> categories = categories(table, name, lines);
    CsvExample example = example(text, table, categories, labeled);
    JavaPairRDD<Long, byte[]> rows =
        lines.mapToPair(
            line ->
                new Tuple2<>(
                    firstIndex.get(line.file()) + line.number() - 1 - header, example.row(line)));
    return new Examples(
        name,
        rows,
        count,
        example.inputs(),
        format,
        Optional.empty(),
        source.columns().isEmpty() && !source.header() ? List.of() : table.inputs(categories));
  }

  private TextLines lines(List<Path> paths, String name) {
    try {
      return TextLines.of(paths, spark);
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(name, e);
    }
  }

  private CsvTable table(TextLines text, String name) {
    return new CsvTable(
        source,
        text.first()
            .orElseThrow(
                () -> new DataException("cannot read " + name + ": it is empty (give examples)")));
  }

  private Map<String, List<String>> categories(
      CsvTable table, String name, JavaRDD<TextLines.Line> lines) {
    Map<String, Integer> open = table.open();
    if (known.isEmpty()) {
      return new CategorySearch(name, lines).of(open);
    }
    Map<String, List<String>> categories = new HashMap<>();
    for (InputColumn column : known.orElseThrow()) {
      categories.put(column.name(), column.categories());
    }
    for (String column : open.keySet()) {
      if (categories.getOrDefault(column, List.of()).isEmpty()) {
        throw new DataException(
            String.format(
                "%s: the unlabeled examples have no categories in a column %s (list its categories "
                    + "in the plan, or give it the name it has there)",
                name, column));
      }
    }
    return categories;
  }

  private CsvExample example(
      TextLines text, CsvTable table, Map<String, List<String>> categories, boolean labeled) {
    List<CsvLabelRule> label =
        source.label().filter(any -> labeled).stream()
            .map(known -> CsvLabelRule.of(known, rule))
            .toList();
    return new CsvExample(
        text.first().orElseThrow().where(), table.fields(categories), label, format);
  }
}
