package io.lamina.runtime.device;

/** How far two arrays are apart. */
public final class Difference {
  private Difference() {}

  /** The largest distance between values at the same place; NaN if one has it. */
  public static double largest(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("arrays of " + a.length + " and " + b.length);
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double distance = Math.abs((double) a[i] - b[i]);
      if (Double.isNaN(distance)) {
        return Double.NaN;
      }
      largest = Math.max(largest, distance);
    }
    return largest;
  }
}
