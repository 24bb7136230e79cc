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
import io.lamina.zoo.plan.data.tables.Parquet;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

/** Reads Parquet: examples are arrays of numbers, or ML vectors, dense or sparse. */
public final class ParquetSource implements ExampleSource {
  private static final Column FILE = functions.col("_metadata.file_path");
  private static final Column ROW = functions.col("_metadata.row_index");

  private final Parquet source;
  private final SparkSession spark;
  private final DataFiles files;
  private final LabelRule rule;
  private final CellRule cells;

  /**
   * @param format how rows hold numbers
   * @param indicator whether numbers have one more input each, which says whether they are missing
   */
  public ParquetSource(
      Parquet source,
      SparkSession spark,
      DataFiles files,
      LabelRule rule,
      ValueFormat format,
      boolean indicator) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
    this.cells = new CellRule(source.cells(), format, indicator);
  }

  @Override
  public Examples read(boolean labeled) {
    return explained(
        source.label(), found -> examples(found, labeled && source.label().isPresent()));
  }

  /** Vectors are as Parquet stores them; the label need not be there. */
  @Override
  public Records records(boolean labeled) {
    return explained(Optional.empty(), this::records);
  }

  private <T> T explained(Optional<String> label, Function<Found, T> reading) {
    List<Path> paths = files.files(source.path());
    String name = paths.size() == 1 ? paths.get(0).toString() : files.name(source.path());
    try {
      return reading.apply(found(paths, name, label));
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(name, e);
    }
  }

  /**
   * What is found before the rows are read.
   *
   * @param features how the cells of the column of examples are read
   * @param places of the files
   * @param count of all rows
   * @param inputs the values of an example
   */
  private record Found(
      String name,
      Dataset<Row> all,
      FeatureCells features,
      Map<String, ParquetExample.Place> places,
      long count,
      int inputs) {}

  private Found found(List<Path> paths, String name, Optional<String> label) {
    List<String> wanted = Stream.concat(Stream.of(source.features()), label.stream()).toList();
    ParquetTable table =
        ParquetTable.like(
            paths.get(0), spark, () -> PartitionRoot.of(source.path(), files, paths), wanted);
    Dataset<Row> all = table.rows(paths);
    TableColumns columns = new TableColumns(paths.get(0).toString(), all.schema());
    FeatureCells features = features(columns);
    label.ifPresent(columns::requireLabel);
    SortedMap<Path, Row> counts = counts(all);
    if (counts.isEmpty()) {
      throw new DataException("cannot read " + name + ": it has no rows (give examples)");
    }
    Map<String, ParquetExample.Place> places = new HashMap<>();
    long count = 0;
    for (Map.Entry<Path, Row> rows : counts.entrySet()) {
      places.put(
          rows.getValue().getString(0), new ParquetExample.Place(rows.getKey().toString(), count));
      count += rows.getValue().getLong(1);
    }
    int inputs = inputs(counts.firstKey(), table, features);
    return new Found(name, all, features, places, count, inputs);
  }

  private Examples examples(Found found, boolean withLabel) {
    ParquetExample example = example(found, withLabel);
    JavaRDD<InternalRow> rows =
        rows(found, found.all().select(columns(found.features(), withLabel)));
    return new Examples(found.name(), rows.mapToPair(example::row), found.count(), layout(found));
  }

  private Records records(Found found) {
    ParquetExample example = example(found, false);
    TableRows table = TableRows.of(found.all(), columns(found.features(), false));
    return new Records(
        found.name(),
        rows(found, table.rows()).map(row -> new Records.SourceRow(example.row(row)._2(), row)),
        table.rows().schema(),
        table.firstOwn(),
        layout(found));
  }

  private static JavaRDD<InternalRow> rows(Found found, Dataset<Row> table) {
    String name = found.name();
    return TableColumns.rows(table).mapPartitions(partition -> new FileRows<>(name, partition));
  }

  private ExampleLayout layout(Found found) {
    return cells.layout(found.inputs(), List.of());
  }

  private ParquetExample example(Found found, boolean withLabel) {
    return new ParquetExample(
        found.places(),
        found.features(),
        new TableExample(
            found.inputs(), List.of(), withLabel, cells.values(), rule, cells.format()));
  }

  /** The rows of each file that has any: (file as Spark calls it, count). */
  private static SortedMap<Path, Row> counts(Dataset<Row> table) {
    SortedMap<Path, Row> counts = new TreeMap<>();
    for (Row row : table.groupBy(FILE).count().collectAsList()) {
      counts.put(new Path(URI.create(row.getString(0))), row);
    }
    return counts;
  }

  /** The values of the first example, which the others must be like. */
  private int inputs(Path file, ParquetTable table, FeatureCells features) {
    String where = file + ", row 0";
    Dataset<Row> first =
        table.rows(List.of(file)).select(columns(features, false)).filter(ROW.equalTo(0));
    int inputs =
        TableColumns.rows(first).map(row -> features.of(row, 2, where).length).collect().get(0);
    if (inputs == 0) {
      throw new DataException(where + ": the features are empty (remove the row, or fill it in)");
    }
    return inputs;
  }

  private Column[] columns(FeatureCells features, boolean withLabel) {
    Column examples = features.selected(TableColumns.column(source.features()));
    List<Column> columns = new ArrayList<>(List.of(FILE, ROW, examples));
    if (withLabel) {
      columns.add(TableColumns.column(source.label().orElseThrow()).cast("double"));
    }
    return columns.toArray(Column[]::new);
  }

  /** How the cells of the column with the features are read. */
  private FeatureCells features(TableColumns columns) {
    return cells
        .of(columns.type("features", source.features()))
        .filter(found -> !(found instanceof NumberCell))
        .orElseThrow(
            () ->
                columns.unfit(
                    source.features(), cells.wanted("an array of numbers or an ML vector")));
  }
}
