package io.lamina.runtime.device;

/** Normal random numbers: quantiles, looked up by 16 random bits. */
final class HostNoise {
  private static final int QUANTILES = 1 << 16;
  private static final float[] NORMAL = quantiles();

  private HostNoise() {}

  private static float[] quantiles() {
    float[] quantiles = new float[QUANTILES];
    for (int i = 0; i < QUANTILES / 2; i++) {
      double quantile = NormalQuantile.of((i + 0.5) / QUANTILES);
      quantiles[i] = (float) quantile;
      quantiles[QUANTILES - 1 - i] = (float) -quantile;
    }
    return quantiles;
  }

  /** The number of so many random bits, 0 to 65,535. */
  static float normal(int bits) {
    return NORMAL[bits];
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
