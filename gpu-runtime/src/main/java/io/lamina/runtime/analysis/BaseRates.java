package io.lamina.runtime.analysis;

import java.util.Arrays;

/**
 * A model of independent Bernoulli units, where annealed importance sampling begins: the nearer to
 * the data, the shorter the way.
 *
 * @param logits each unit's log-odds of being on: finite values
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record BaseRates(float[] logits) {
  public BaseRates {
    logits = logits.clone();
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new IllegalArgumentException("logit " + i + " is " + logits[i] + ", must be finite");
      }
    }
  }

  /** Each unit is on half of the time. */
  public static BaseRates even(int visible) {
    return new BaseRates(new float[visible]);
  }

  /** A machine's own visible biases: the machine without its weights. */
  public static BaseRates of(RbmParameters rbm) {
    return new BaseRates(rbm.visibleBiases());
  }

  /**
   * The rates of examples, by Laplace's rule: as if there were two more examples, one all on and
   * one all off, so that nothing is impossible.
   *
   * @param examples one or more, one after the other: values in [0, 1]
   * @param visible the values of an example
   */
  public static BaseRates of(float[] examples, int visible) {
    int count = new Examples(visible).count(examples);
    double[] on = new double[visible];
    Arrays.fill(on, 1);
    for (int i = 0; i < examples.length; i++) {
      requireProbability(examples[i], i, visible);
      on[i % visible] += examples[i];
    }
    float[] logits = new float[visible];
    for (int i = 0; i < visible; i++) {
      logits[i] = (float) (StrictMath.log(on[i]) - StrictMath.log(count + 2 - on[i]));
    }
    return new BaseRates(logits);
  }

  private static void requireProbability(float value, int index, int visible) {
    if (!(value >= 0f && value <= 1f)) {
      throw new IllegalArgumentException(
          String.format(
              "value %d of example %d is %s, must be in [0, 1]",
              index % visible, index / visible, value));
    }
  }

  /** A copy. */
  @Override
  public float[] logits() {
    return logits.clone();
  }

  /** The logarithm of {@code Σᵥ exp(logits · v)}. */
  double logPartition() {
    SoftplusSum sum = new SoftplusSum();
    for (float logit : logits) {
      sum.add(logit);
    }
    return sum.value();
  }
}
