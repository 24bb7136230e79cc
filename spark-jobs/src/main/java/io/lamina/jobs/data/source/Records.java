package io.lamina.jobs.data.source;

import static java.util.Objects.requireNonNull;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a source with all that they hold, each with the example that it is.
 *
 * @param name what messages call the source
 * @param rows in the order of the files, as far as these have one
 * @param cells the columns of a row's cells
 * @param firstOwn the first of these that is the source's own; those before serve to read it
 * @param layout of the examples
 */
public record Records(
    String name, JavaRDD<SourceRow> rows, StructType cells, int firstOwn, ExampleLayout layout) {
  public Records {
    requireNonNull(name, "name is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(cells, "cells is null");
    requireNonNull(layout, "layout is null");
  }

  /** A row. */
  public static final class SourceRow {
    private final byte[] example;
    private final InternalRow cells;

    /**
     * @param example an {@link ExampleRow}
     * @param cells of its columns; good until the next row is asked for
     */
    public SourceRow(byte[] example, InternalRow cells) {
      this.example = requireNonNull(example, "example is null");
      this.cells = requireNonNull(cells, "cells is null");
    }

    /** The row as an {@link ExampleRow}. */
    public byte[] example() {
      return example;
    }

    /** What it holds; good until the next row is asked for. */
    public InternalRow cells() {
      return cells;
    }

    /** The same, good for as long as it is wanted. */
    public SourceRow kept() {
      return new SourceRow(example, cells.copy());
    }
  }

  /**
   * Those of a source that is no table: {@code index} is the example's, and {@code label} its
   * label.
   *
   * @param labeled whether the examples have labels
   */
  static Records numbered(Examples examples, boolean labeled) {
    StructType index = new StructType().add("index", DataTypes.LongType, false);
    return new Records(
        examples.name(),
        examples.rows().map(row -> new SourceRow(row._2(), cells(row._1(), row._2(), labeled))),
        labeled ? index.add("label", DataTypes.IntegerType, false) : index,
        0,
        examples.layout());
  }

  private static InternalRow cells(long index, byte[] row, boolean labeled) {
    return labeled
        ? new GenericInternalRow(new Object[] {index, ExampleRow.label(row)})
        : new GenericInternalRow(new Object[] {index});
  }
}
