package io.lamina.runtime.processor;

import io.lamina.runtime.device.NormalQuantile;

/** Normal random numbers: quantiles, looked up by 16 random bits. */
final class HostNoise {
  private static final float[] NORMAL = quantiles();

  private HostNoise() {}

  private static float[] quantiles() {
    float[] quantiles = new float[NormalQuantile.COUNT];
    for (int bits = 0; bits < quantiles.length; bits++) {
      quantiles[bits] = NormalQuantile.ofBits(bits);
    }
    return quantiles;
  }

  /** {@code values[i] ← values[i] + deviation · n}. */
  static void add(float deviation, int[] random, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += deviation * NORMAL[random[i]];
    }
  }

  /** {@code x[i] ← max(0, x[i] + n · √(variances[i]))}. */
  static void rectified(float[] variances, int[] random, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(0f, x[i] + NORMAL[random[i]] * (float) Math.sqrt(variances[i]));
    }
  }
}
