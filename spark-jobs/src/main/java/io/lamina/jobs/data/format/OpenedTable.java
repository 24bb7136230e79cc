package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.data.TablePlace;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.internal.SQLConf;

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
        .map(path -> files.path(path).toString())
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
    requireReader(reader);
    DataFrameReader tables = spark.read().format(reader).options(place.options());
    return place
        .path()
        .map(path -> tables.load(files.path(path).toString()))
        .orElseGet(tables::load);
  }

  private static void requireReader(String reader) {
    try {
      DataSource.lookupDataSource(reader, SQLConf.get());
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
