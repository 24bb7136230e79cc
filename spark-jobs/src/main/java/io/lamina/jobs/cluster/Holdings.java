package io.lamina.jobs.cluster;

/** Told what all executors together have, whenever it changes. Called by one thread at a time. */
@FunctionalInterface
public interface Holdings {
  /**
   * From now on.
   *
   * @param cores of all executors
   * @param cards that Spark has assigned to them
   */
  void held(int cores, int cards);

  /** Nobody wants to know. */
  static Holdings untold() {
    return (cores, cards) -> {};
  }
}
