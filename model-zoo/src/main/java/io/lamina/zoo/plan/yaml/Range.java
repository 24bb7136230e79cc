package io.lamina.zoo.plan.yaml;

/**
 * The values a number of a plan may take. Both the reader of plans and the records' constructors
 * check against the same constant, so that a limit is written once.
 *
 * @param low the lower limit
 * @param lowIncluded whether {@code low} itself is allowed
 * @param high the upper limit
 * @param highIncluded whether {@code high} itself is allowed
 */
public record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {
  public Range {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an empty range: " + low + " to " + high);
    }
  }

  /** {@code low <= value <= high}. */
  public static Range closed(double low, double high) {
    return new Range(low, true, high, true);
  }

  /** {@code low < value <= high}. */
  public static Range above(double low, double high) {
    return new Range(low, false, high, true);
  }

  /** {@code low <= value < high}. */
  public static Range below(double low, double high) {
    return new Range(low, true, high, false);
  }

  /** Whether the value lies in the range; NaN never does. */
  public boolean contains(double value) {
    boolean aboveLow = lowIncluded ? value >= low : value > low;
    boolean belowHigh = highIncluded ? value <= high : value < high;
    return aboveLow && belowHigh;
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException naming the key, the value and the range, if it lies outside
   */
  public double require(String key, double value) {
    if (!contains(value)) {
      throw new IllegalArgumentException(key + " is " + value + ", must be " + this);
    }
    return value;
  }

  @Override
  public String toString() {
    return (lowIncluded ? "at least " : "above ")
        + plain(low)
        + " and "
        + (highIncluded ? "at most " : "below ")
        + plain(high);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
