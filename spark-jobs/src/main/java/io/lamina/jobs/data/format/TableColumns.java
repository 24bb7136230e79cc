package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table, as a plan names them.
 *
 * @param table what messages call it
 * @param schema of the table
 */
record TableColumns(String table, StructType schema) {
  /** The column of this name; a dot in it is a dot. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** The rows of a table as Spark holds them: each is valid until the next one is asked for. */
  static JavaRDD<InternalRow> rows(Dataset<Row> table) {
    return table.queryExecution().toRdd().toJavaRDD();
  }

  /**
   * The type of a column.
   *
   * @param key of the plan that names it
   * @throws DataException if there is no such column
   */
  DataType type(String key, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new DataException(
          String.format(
              "%s has no column '%s', it has %s (set %s to one of these)",
              table, column, String.join(", ", schema.fieldNames()), key));
    }
    return schema.apply(column).dataType();
  }

  /** Refuses a column of labels that are no numbers. */
  void requireLabel(String column) {
    if (!(type("label", column) instanceof NumericType)) {
      throw unfit(column, "a number");
    }
  }

  /**
   * What is said of a column of another type than is wanted.
   *
   * @param wanted in words
   */
  DataException unfit(String column, String wanted) {
    return new DataException(
        String.format(
            "%s: column '%s' is %s, must be %s (name another column, or convert it)",
            table, column, schema.apply(column).dataType().simpleString(), wanted));
  }
}
