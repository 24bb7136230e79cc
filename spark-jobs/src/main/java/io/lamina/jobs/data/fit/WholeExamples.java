package io.lamina.jobs.data.fit;

/**
 * Examples as they are.
 *
 * @param features the values of one
 */
record WholeExamples(int features) implements Pieces {
  private static final long serialVersionUID = 1;

  @Override
  public long count(long examples) {
    return examples;
  }

  @Override
  public void addTo(Accumulator<?> gathered, double[] example) {
    gathered.add(example);
  }
}
