package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;

/** Biases that follow from means, which the host computes. */
record MeanStart(Operations operations) {
  /** Means nearer to the ends of a range are as good as at this distance: data is finite. */
  private static final double MARGIN = 0.01;

  /** A bias becomes the negative mean of what its units hear: they hear nothing of the mean. */
  void centre(Matrix bias, Matrix heard) {
    float[] values = mean(heard, bias);
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    operations.upload(values, 0, bias);
  }

  /**
   * A bias becomes what makes reconstructions right in the mean.
   *
   * @param products what the outputs hear without it
   * @param wanted what is to be reconstructed
   */
  void match(Matrix bias, Matrix products, Matrix wanted, Activation activation) {
    float[] without = mean(products, bias);
    float[] means = mean(wanted, bias);
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (inverse(activation, means[i]) - without[i]);
    }
    operations.upload(means, 0, bias);
  }

  /**
   * The mean of the columns.
   *
   * @param work of a column
   */
  private float[] mean(Matrix columns, Matrix work) {
    operations.step(() -> operations.sumColumns(1f / columns.columns(), columns, 0f, work));
    float[] values = new float[work.size()];
    operations.download(work, values, 0);
    return values;
  }

  private static double inverse(Activation activation, double mean) {
    return switch (activation) {
      case LINEAR, RECTIFIER -> mean;
      case SIGMOID -> logit(within(mean, 0, 1));
      case TANH -> 0.5 * logit((1 + within(mean, -1, 1)) / 2);
    };
  }

  private static double within(double mean, double lowest, double highest) {
    return Math.min(highest - MARGIN, Math.max(lowest + MARGIN, mean));
  }

  private static double logit(double share) {
    return StrictMath.log(share / (1 - share));
  }
}
