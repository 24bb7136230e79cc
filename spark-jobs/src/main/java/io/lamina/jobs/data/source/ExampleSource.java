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

  /**
   * The same examples, each with its row. Rows of a table have all cells of the table; of other
   * sources they have the example's index, and its label.
   *
   * @param labeled whether a source that is no table has labels
   * @throws DataException if there is nothing to read
   */
  default Records records(boolean labeled) {
    return Records.numbered(read(labeled), labeled);
  }
}
