package io.lamina.jobs.training.inference;

import io.lamina.runtime.train.MiniBatch;
import java.io.Serializable;
import java.util.Arrays;

/** How far the reconstructions of a block's examples are from these. */
final class ExampleErrors implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] errors;
  private final int[] labels;

  private ExampleErrors(double[] errors, int[] labels) {
    this.errors = errors;
    this.labels = labels;
  }

  static ExampleErrors of(MiniBatch examples, float[] reconstructions) {
    double[] errors = new double[examples.size()];
    int inputs = examples.inputs();
    for (int i = 0; i < errors.length * inputs; i++) {
      double difference = (double) examples.values()[i] - reconstructions[i];
      errors[i / inputs] += difference * difference;
    }
    return new ExampleErrors(errors, Arrays.copyOf(examples.labels(), errors.length));
  }

  /** Squared, summed over the values of an example. */
  double[] errors() {
    return errors;
  }

  int[] labels() {
    return labels;
  }
}
