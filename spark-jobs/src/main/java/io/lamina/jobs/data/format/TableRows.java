package io.lamina.jobs.data.format;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table's rows with what an example is read from before them.
 *
 * @param rows each has the columns of the example, under names of their own, then all of the table
 * @param firstOwn the place of the first of the table's columns
 */
record TableRows(Dataset<Row> rows, int firstOwn) {
  /** The rows of a table, read for examples of these columns. */
  static TableRows of(Dataset<Row> table, Column[] example) {
    Stream<Column> read = IntStream.range(0, example.length).mapToObj(i -> example[i].as("#" + i));
    Stream<Column> own = Arrays.stream(table.columns()).map(TableColumns::column);
    Column[] both = Stream.concat(read, own).toArray(Column[]::new);
    return new TableRows(table.select(both), example.length);
  }
}
