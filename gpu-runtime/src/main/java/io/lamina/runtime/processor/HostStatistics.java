package io.lamina.runtime.processor;

import io.lamina.runtime.device.SoftplusSum;

/** Sums over a vector's values, on the host and in double precision. */
final class HostStatistics {
  /** The nearest that a mean code comes to 0 and 1, where the divergence is infinite. */
  private static final double NEAREST = 0x1p-20;

  private HostStatistics() {}

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** {@code Σ KL(target ‖ mean)}. */
  static double divergence(double target, float[] means) {
    double divergence = 0;
    for (float value : means) {
      double mean = inside(value);
      divergence += target * Math.log(target / mean);
      divergence += (1 - target) * Math.log((1 - target) / (1 - mean));
    }
    return divergence;
  }

  /** Each mean becomes the slope of its divergence, times a factor. */
  static void divergenceSlopes(double factor, double target, float[] means) {
    for (int i = 0; i < means.length; i++) {
      double mean = inside(means[i]);
      means[i] = (float) (factor * ((1 - target) / (1 - mean) - target / mean));
    }
  }

  private static double inside(float mean) {
    return Math.min(1 - NEAREST, Math.max(NEAREST, mean));
  }

  /** {@code -c·v - Σ log(1 + exp(b + x))}. */
  static double freeEnergy(float[] v, float[] c, float[] x, float[] b) {
    SoftplusSum hidden = new SoftplusSum();
    for (int j = 0; j < x.length; j++) {
      hidden.add((double) x[j] + b[j]);
    }
    double visible = 0;
    for (int i = 0; i < v.length; i++) {
      visible -= (double) c[i] * v[i];
    }
    return visible - hidden.value();
  }
}
