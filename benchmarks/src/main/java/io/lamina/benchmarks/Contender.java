package io.lamina.benchmarks;

/** One way to make the steps that are compared. One thread at a time. */
interface Contender extends AutoCloseable {
  /** What the tables call it. */
  String name();

  /**
   * Makes so many steps.
   *
   * @return the seconds a processor spent on them
   */
  double seconds(int steps);

  @Override
  void close();
}
