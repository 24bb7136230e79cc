package io.lamina.runtime.analysis;

import static java.util.Objects.requireNonNull;

import io.lamina.runtime.device.SoftplusSum;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import java.util.Locale;

/**
 * A model of independent units, where annealed importance sampling begins: the nearer to the data,
 * the shorter the way.
 *
 * @param units Bernoulli, or Gaussian of variance 1
 * @param biases finite: each Bernoulli unit's log-odds of being on, each Gaussian unit's mean
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record BaseModel(Visible units, float[] biases) {
  private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;

  public BaseModel {
    requireNonNull(units, "units is null");
    biases = biases.clone();
    for (int i = 0; i < biases.length; i++) {
      if (!Float.isFinite(biases[i])) {
        throw new IllegalArgumentException("bias " + i + " is " + biases[i] + ", must be finite");
      }
    }
  }

  /** Bernoulli units that are on half of the time, or Gaussian ones of mean 0. */
  public static BaseModel even(Visible units, int visible) {
    return new BaseModel(units, new float[visible]);
  }

  /** A machine's own visible biases: the machine without its weights. */
  public static BaseModel of(RbmParameters rbm) {
    return new BaseModel(rbm.visibleUnits(), rbm.visibleBiases());
  }

  /**
   * The means of examples, of Gaussian units.
   *
   * @param examples one or more, one after the other
   * @param visible the values of an example
   */
  public static BaseModel means(float[] examples, int visible) {
    int count = new Examples(visible).count(examples);
    double[] sums = new double[visible];
    for (int i = 0; i < examples.length; i++) {
      sums[i % visible] += examples[i];
    }
    float[] means = new float[visible];
    for (int i = 0; i < visible; i++) {
      means[i] = (float) (sums[i] / count);
    }
    return new BaseModel(Visible.GAUSSIAN, means);
  }

  /**
   * The rates of examples, of Bernoulli units, by Laplace's rule: as if there were two more
   * examples, one all on and one all off, so that nothing is impossible.
   *
   * @param examples one or more, one after the other: values in [0, 1]
   * @param visible the values of an example
   */
  public static BaseModel rates(float[] examples, int visible) {
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
    return new BaseModel(Visible.BERNOULLI, logits);
  }

  private static void requireProbability(float value, int index, int visible) {
    if (!(value >= 0f && value <= 1f)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "value %d of example %d is %s, must be in [0, 1]",
              index % visible,
              index / visible,
              value));
    }
  }

  /** A copy. */
  @Override
  public float[] biases() {
    return biases.clone();
  }

  /**
   * The logarithm of the sum, or integral, over all v of {@code exp(biases · v)}, times {@code
   * exp(-½‖v‖²)} for Gaussian units.
   */
  double logPartition() {
    return units == Visible.GAUSSIAN ? gaussian() : bernoulli();
  }

  private double bernoulli() {
    SoftplusSum sum = new SoftplusSum();
    for (float logit : biases) {
      sum.add(logit);
    }
    return sum.value();
  }

  private double gaussian() {
    double sum = 0;
    for (float mean : biases) {
      sum += (double) mean * mean / 2 + HALF_LOG_TWO_PI;
    }
    return sum;
  }
}
