package io.lamina.jobs.data.fit;

import java.io.Serializable;

/**
 * What is gathered over all examples. The result must be the same, to the bit, in whatever order
 * examples are added and parts merged: that is what keeps statistics independent of executors.
 */
interface Accumulator<A> extends Serializable {
  /** Takes in an example, in place of which nothing is kept. */
  void add(double[] example);

  /** Takes in what another part has gathered. */
  void merge(A other);
}
