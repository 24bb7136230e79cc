package io.lamina.jobs.data.source;

/** Reads the examples of one format. */
public interface ExampleSource {
  /**
   * The examples, with their labels if {@code labeled}. Headers are looked at here; the examples
   * themselves are read, and checked, when Spark needs them.
   *
   * @throws DataException if there is nothing to read
   */
  Examples read(boolean labeled);
}
