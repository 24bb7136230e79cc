package io.lamina.jobs.data.fit;

import java.io.Serializable;

/** What of an example counts as one when statistics are gathered. */
interface Pieces extends Serializable {
  /** The values of a piece. */
  int features();

  /** How many pieces so many examples have. */
  long count(long examples);

  /** Adds the pieces of an example. */
  void addTo(Accumulator<?> gathered, double[] example);
}
