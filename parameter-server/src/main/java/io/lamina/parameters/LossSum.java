package io.lamina.parameters;

/**
 * A loss as it was measured; sums of parts add up to the sum of the whole.
 *
 * @param sum over the examples
 * @param examples it was measured on, at least 0
 */
public record LossSum(double sum, long examples) {
  public LossSum {
    if (examples < 0) {
      throw new IllegalArgumentException("a loss of " + examples + " examples, must be at least 0");
    }
  }

  public static LossSum none() {
    return new LossSum(0, 0);
  }

  public LossSum plus(LossSum other) {
    return new LossSum(sum + other.sum, examples + other.examples);
  }

  /** The mean of an example; NaN if none was measured. */
  public double mean() {
    return examples > 0 ? sum / examples : Double.NaN;
  }
}
