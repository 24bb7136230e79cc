package io.lamina.runtime.device;

/** Sums of the oracle. */
final class ReferenceSums implements Sums {
  private final double[] values;

  ReferenceSums(int count) {
    this.values = new double[count];
  }

  static ReferenceSums of(Sums sums) {
    if (sums instanceof ReferenceSums own) {
      return own;
    }
    throw new IllegalArgumentException("sums of another device: " + sums.getClass());
  }

  @Override
  public int count() {
    return values.length;
  }

  double[] values() {
    return values;
  }

  void add(double value) {
    values[0] += value;
  }
}
