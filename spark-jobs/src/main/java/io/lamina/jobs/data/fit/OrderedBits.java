package io.lamina.jobs.data.fit;

/** The bits of 64-bit floats in another form, in which larger numbers are larger unsigned ones. */
final class OrderedBits {
  private OrderedBits() {}

  static long of(double number) {
    long bits = Double.doubleToRawLongBits(number);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  static double number(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }
}
