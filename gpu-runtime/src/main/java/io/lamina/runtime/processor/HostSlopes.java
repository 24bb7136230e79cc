package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Activation;

/** First and second derivatives of activations, from the units' outputs. */
final class HostSlopes {
  private HostSlopes() {}

  /** {@code sums[i] ← sums[i] + f'²}. */
  static void addSquares(Activation activation, float[] codes, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      double slope = slope(activation, codes[i]);
      sums[i] += slope * slope;
    }
  }

  /** {@code delta[i] ← delta[i] + alpha · factors[i] · f' · f''}. */
  static void addCurvature(
      float alpha, Activation activation, float[] codes, float[] factors, float[] delta) {
    for (int i = 0; i < delta.length; i++) {
      delta[i] += alpha * factors[i] * curvature(activation, codes[i]);
    }
  }

  private static float slope(Activation activation, float code) {
    return switch (activation) {
      case SIGMOID -> code * (1f - code);
      case TANH -> 1f - code * code;
      case RECTIFIER -> code > 0f ? 1f : 0f;
      case LINEAR -> 1f;
    };
  }

  /** {@code f' · f''}. */
  private static float curvature(Activation activation, float code) {
    float slope = slope(activation, code);
    return switch (activation) {
      case SIGMOID -> slope * slope * (1f - 2f * code);
      case TANH -> -2f * code * slope * slope;
      case RECTIFIER, LINEAR -> 0f;
    };
  }
}
