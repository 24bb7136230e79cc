package io.lamina.jobs.scoring;

import io.lamina.runtime.train.MiniBatch;
import java.io.Serializable;
import java.util.Arrays;

/** How far the reconstructions of a block's examples are from these. */
public final class ExampleErrors implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] errors;
  private final int[] labels;

  private ExampleErrors(double[] errors, int[] labels) {
    this.errors = errors;
    this.labels = labels;
  }

  /**
   * The errors of examples.
   *
   * @param reconstructions theirs, one after the other
   */
  public static ExampleErrors of(MiniBatch examples, float[] reconstructions) {
    double[] errors = new double[examples.size()];
    int inputs = examples.inputs();
    for (int i = 0; i < errors.length; i++) {
      errors[i] = error(examples.values(), reconstructions, i * inputs, inputs);
    }
    return new ExampleErrors(errors, Arrays.copyOf(examples.labels(), errors.length));
  }

  private static double error(float[] values, float[] others, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      double difference = (double) values[i] - others[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Squared, summed over the values of an example. */
  public double[] errors() {
    return errors;
  }

  /** The label of each example, -1 if it has none. */
  public int[] labels() {
    return labels;
  }
}
