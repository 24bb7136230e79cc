package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.tables.TablePlace;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * A table where a plan says that it is.
 *
 * @param place where
 * @param spark that reads it
 * @param files finds files
 */
record OpenedTable(TablePlace place, SparkSession spark, DataFiles files) {
  private static final String ALWAYS_THERE = "avro, csv, jdbc, json, orc, parquet, text and xml";

  /** What messages call it. */
  String name() {
    return place
        .path()
        .map(files::name)
        .or(() -> place.table().map(table -> "table " + table))
        .or(() -> place.query().map(query -> "query '" + query + "'"))
        .orElseGet(() -> "what the reader " + place.reader().orElseThrow() + " gives");
  }

  /** Its rows, of which none is read yet. */
  Dataset<Row> rows() {
    return place
        .table()
        .map(spark::table)
        .or(() -> place.query().map(this::selected))
        .orElseGet(() -> loaded(place.reader().orElseThrow()));
  }

  /** Spark's grammar has queries alone in this place: what writes or drops is refused unrun. */
  private Dataset<Row> selected(String query) {
    try {
      return spark.sql("SELECT * FROM (" + query + "\n)");
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (e instanceof ParseException) {
        String reason = DataException.unreadable(name(), e).getMessage();
        throw new DataException(reason + " (query must be one SELECT statement)", e);
      }
      throw e;
    }
  }

  private Dataset<Row> loaded(String reader) {
    boolean ofFiles = isOfFiles(kind(reader));
    DataFrameReader tables = spark.read().format(reader).options(place.options());
    return place
        .path()
        .map(path -> ofFiles ? ofFiles(path, tables) : tables.load(only(path)))
        .orElseGet(tables::load);
  }

  /** What other readers are handed. */
  private String only(SourcePath path) {
    if (path.items().size() > 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cannot read %s: the reader %s takes one path, and there are %d (name one, or a table"
                  + " or a query that joins them)",
              name(),
              place.reader().orElseThrow(),
              path.items().size()));
    }
    return files.path(path.items().get(0)).toString();
  }

  /**
   * Refuses a table in which its reader found nothing that it knows.
   *
   * @param features the columns that are wanted
   */
  void requireRecords(StructType schema, List<String> features) {
    List<String> columns = List.of(schema.fieldNames());
    String corrupt =
        option("columnNameOfCorruptRecord")
            .orElseGet(() -> SQLConf.get().columnNameOfCorruptRecord());
    boolean none = columns.isEmpty() || columns.contains(corrupt);
    if (place.reader().isPresent() && none && Collections.disjoint(columns, features)) {
      throw noRecords();
    }
  }

  private DataException noRecords() {
    return new DataException(
        String.format(
            "cannot read %s: the reader %s finds no records of its format (set reader to the format"
                + " of the files; where a record of json takes several lines, set options:"
                + " {multiLine: true})",
            name(), place.reader().orElseThrow()));
  }

  private Optional<String> option(String name) {
    return place.options().entrySet().stream()
        .filter(option -> option.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Such readers are handed each file that is whole, once; others know what is in a directory. */
  private Dataset<Row> ofFiles(SourcePath path, DataFrameReader reader) {
    List<Path> found = files.files(path);
    Optional<PartitionRoot> partitions =
        option("basePath").isPresent() ? Optional.empty() : PartitionRoot.of(path, files, found);
    return new TableFiles(found, partitions).rows(reader);
  }

  private static boolean isOfFiles(Class<?> reader) {
    return FileFormat.class.isAssignableFrom(reader)
        || FileDataSourceV2.class.isAssignableFrom(reader);
  }

  private static Class<?> kind(String reader) {
    try {
      return DataSource.lookupDataSource(reader, SQLConf.get());
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (e instanceof SparkThrowable said && "DATA_SOURCE_NOT_FOUND".equals(said.getCondition())) {
        throw new DataException(
            String.format(
                "there is no reader '%s' (set reader to one of those that are always there, %s, or "
                    + "put its jar on the class path: --packages of spark-submit)",
                reader, ALWAYS_THERE),
            e);
      }
      throw e;
    }
  }
}
