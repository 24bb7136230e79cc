package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.Serializable;

/** Which examples of a source are chosen, each by itself. Immutable. */
public interface Choice extends Serializable {
  /** Whether labels must be read to tell. */
  boolean needsLabels();

  /**
   * Whether the example is one of them.
   *
   * @param row an {@link ExampleRow}
   * @param format of its values
   */
  boolean takes(byte[] row, ValueFormat format);

  /** What the source has none of if nothing is chosen, and the remedy in brackets. */
  String none();
}
