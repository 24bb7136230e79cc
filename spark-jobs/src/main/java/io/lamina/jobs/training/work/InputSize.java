package io.lamina.jobs.training.work;

import io.lamina.runtime.train.MiniBatch;
import java.io.Serializable;

/**
 * How large examples are: the sum of an example's absolute values, in the mean. A step that changes
 * all of a unit's weights by r changes its input by r times this at most.
 *
 * @param sum at least 0
 */
public record InputSize(double sum) implements Serializable {
  private static final long serialVersionUID = 1;

  public InputSize {
    if (!(sum >= 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException("the size of examples is " + sum);
    }
  }

  /** Of some examples, at least one. */
  public static InputSize of(MiniBatch examples) {
    double sum = 0;
    for (int i = 0; i < examples.size() * examples.inputs(); i++) {
      sum += Math.abs(examples.values()[i]);
    }
    return new InputSize(sum / examples.size());
  }
}
