package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.FileRows;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.tables.SparkTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Reads what Spark's own readers, its catalog or a query give, in {@link ContentOrder}. */
public final class SparkTableSource implements ExampleSource {
  private final SparkTable source;
  private final OpenedTable table;
  private final LabelRule rule;
  private final CellRule cells;

  /**
   * @param format how rows hold numbers
   * @param indicator whether numbers have one more input each, which says whether they are missing
   */
  public SparkTableSource(
      SparkTable source,
      SparkSession spark,
      DataFiles files,
      LabelRule rule,
      ValueFormat format,
      boolean indicator) {
    this.source = source;
    this.table = new OpenedTable(source.place(), spark, files);
    this.rule = rule;
    this.cells = new CellRule(source.cells(), format, indicator);
  }

  @Override
  public Examples read(boolean labeled) {
    return explained(() -> examples(labeled && source.label().isPresent()));
  }

  /** They come in the order in which Spark reads them. */
  @Override
  public Records records(boolean labeled) {
    return explained(this::records);
  }

  private <T> T explained(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(name(), e);
    }
  }

  private Examples examples(boolean withLabel) {
    Dataset<Row> rows = table.rows();
    List<FeatureColumn> features = features(rows);
    TableColumns columns = new TableColumns(name(), rows.schema());
    source.label().ifPresent(columns::requireLabel);
    source.key().ifPresent(key -> columns.type("key", key));
    Dataset<Row> selected = rows.select(selected(features, withLabel, source.key()));
    TableExample example = example(features, selected, withLabel);
    ContentOrder order = new ContentOrder(placed(selected, features, example));
    if (order.count() == 0) {
      throw empty();
    }
    return new Examples(name(), order.indexed(), order.count(), layout(features, example));
  }

  private Records records() {
    Dataset<Row> rows = table.rows();
    List<FeatureColumn> features = features(rows);
    TableRows read = TableRows.of(rows, selected(features, false, Optional.empty()));
    TableExample example = example(features, read.rows(), false);
    SparkTableRow row = new SparkTableRow(name(), features, example, false);
    return new Records(
        name(),
        rows(read.rows()).map(cells -> new Records.SourceRow(row.bytes(cells), cells)),
        read.rows().schema(),
        read.firstOwn(),
        layout(features, example));
  }

  private List<FeatureColumn> features(Dataset<Row> rows) {
    table.requireRecords(rows.schema(), source.features());
    TableColumns columns = new TableColumns(name(), rows.schema());
    return source.features().stream().map(name -> FeatureColumn.of(name, columns, cells)).toList();
  }

  private TableExample example(
      List<FeatureColumn> features, Dataset<Row> selected, boolean withLabel) {
    return new TableExample(
        inputs(features, selected),
        named(features),
        withLabel,
        cells.values(),
        rule,
        cells.format());
  }

  private ExampleLayout layout(List<FeatureColumn> features, TableExample example) {
    return cells.layout(example.numbers(), named(features));
  }

  private JavaRDD<Tuple2<Object, byte[]>> placed(
      Dataset<Row> selected, List<FeatureColumn> features, TableExample example) {
    SparkTableRow row = new SparkTableRow(name(), features, example, source.key().isPresent());
    return rows(selected).map(row::placed);
  }

  private JavaRDD<InternalRow> rows(Dataset<Row> selected) {
    String name = name();
    return TableColumns.rows(selected).mapPartitions(rows -> new FileRows<>(name, rows));
  }

  /** The features, the label as a number, the key as text. */
  private Column[] selected(
      List<FeatureColumn> features, boolean withLabel, Optional<String> withKey) {
    List<Column> selected = new ArrayList<>();
    features.forEach(feature -> selected.add(feature.selected()));
    if (withLabel) {
      selected.add(TableColumns.column(source.label().orElseThrow()).cast("double"));
    }
    withKey.ifPresent(key -> selected.add(TableColumns.column(key).cast("string")));
    return selected.toArray(Column[]::new);
  }

  /** The values of an example: where arrays or vectors are in it, those of the first row. */
  private int inputs(List<FeatureColumn> features, Dataset<Row> selected) {
    if (features.stream().allMatch(FeatureColumn::isNumber)) {
      return features.size();
    }
    String where = name() + ", the first row";
    int inputs =
        TableColumns.rows(selected.limit(1))
            .map(row -> length(features, row, where))
            .collect()
            .stream()
            .findFirst()
            .orElseThrow(this::empty);
    if (inputs == 0) {
      throw new DataException(where + ": the features are empty (remove the row, or fill it in)");
    }
    return inputs;
  }

  private static int length(List<FeatureColumn> features, InternalRow row, String where) {
    int length = 0;
    for (int i = 0; i < features.size(); i++) {
      length += features.get(i).values(row, i, where).length;
    }
    return length;
  }

  private DataException empty() {
    return new DataException("cannot read " + name() + ": it has no rows (give examples)");
  }

  /** Names of inputs, where every input is a column. */
  private static List<String> named(List<FeatureColumn> features) {
    return features.stream().allMatch(FeatureColumn::isNumber)
        ? features.stream().map(FeatureColumn::name).toList()
        : List.of();
  }

  private String name() {
    return table.name();
  }
}
