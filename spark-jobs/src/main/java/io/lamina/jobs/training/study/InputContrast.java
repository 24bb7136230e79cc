package io.lamina.jobs.training.study;

import java.util.List;

/** What sets some examples apart from all of them. */
final class InputContrast {
  private final double[] means;
  private final double[] deviations;

  /**
   * @param examples all of them, at least one
   */
  InputContrast(List<float[]> examples) {
    double[] sums = new double[examples.get(0).length];
    double[] squares = new double[sums.length];
    for (float[] example : examples) {
      for (int input = 0; input < sums.length; input++) {
        sums[input] += example[input];
        squares[input] += (double) example[input] * example[input];
      }
    }
    means = new double[sums.length];
    deviations = new double[sums.length];
    for (int input = 0; input < sums.length; input++) {
      means[input] = sums[input] / examples.size();
      double variance = squares[input] / examples.size() - means[input] * means[input];
      deviations[input] = Math.sqrt(Math.max(0, variance));
    }
  }

  /**
   * For each input how far its mean over some examples lies from its mean over all, in standard
   * deviations over all; 0 for an input that is constant.
   */
  float[] of(List<float[]> some) {
    float[] contrast = new float[means.length];
    for (int i = 0; i < contrast.length; i++) {
      int input = i;
      double mean = some.stream().mapToDouble(example -> example[input]).average().orElseThrow();
      contrast[i] = deviations[i] < 1e-6 ? 0 : (float) ((mean - means[i]) / deviations[i]);
    }
    return contrast;
  }
}
