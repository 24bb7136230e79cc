package io.lamina.zoo.plan.data.tables;

import java.util.Arrays;
import java.util.Optional;

/** Formats of tables that have versions: a table can be read again as it was. */
public enum TableFormat {
  DELTA("delta"),
  ICEBERG("iceberg");

  private final String reader;

  TableFormat(String reader) {
    this.reader = reader;
  }

  /** The format that a reader of Spark's reads. */
  static Optional<TableFormat> of(String reader) {
    return Arrays.stream(values())
        .filter(format -> format.reader.equalsIgnoreCase(reader))
        .findFirst();
  }
}
