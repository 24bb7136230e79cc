package io.lamina.jobs.data.source;

import io.lamina.zoo.plan.data.source.ValueRange;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * Maps raw values to [0, 1], or takes them as they are.
 *
 * @param low the lowest value that may be
 * @param high the highest
 * @param mapped whether {@code low} maps to 0 and {@code high} to 1
 */
public record ValueScale(double low, double high, boolean mapped) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Values as they are, as far as 32-bit floats hold them. */
  public static final ValueScale RAW = new ValueScale(-Float.MAX_VALUE, Float.MAX_VALUE, false);

  public static ValueScale of(Optional<ValueRange> range) {
    return range.map(bounds -> new ValueScale(bounds.low(), bounds.high(), true)).orElse(RAW);
  }

  /** Whether the value is one that may be. */
  public boolean accepts(double value) {
    return value >= low && value <= high;
  }

  /**
   * The scaled value.
   *
   * @param where names the example in the message
   * @param part what the source calls a place in an example
   * @param place of the value in the example, counted from 0
   */
  public double apply(double value, String where, String part, int place) {
    if (!accepts(value)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: value %s in %s %d is not %s (%ss count from 0; %s)",
              where,
              value,
              part,
              place,
              wanted(),
              part,
              remedy(value)));
    }
    return scaled(value);
  }

  /**
   * The scaled value.
   *
   * @param where names the value in the message
   */
  public double apply(double value, String where) {
    if (!accepts(value)) {
      throw new DataException(
          String.format("%s: value %s is not %s (%s)", where, value, wanted(), remedy(value)));
    }
    return scaled(value);
  }

  private double scaled(double value) {
    return mapped ? (value - low) / (high - low) : value;
  }

  private String wanted() {
    return mapped ? "in [" + low + ", " + high + "]" : "a finite 32-bit number";
  }

  private String remedy(double value) {
    if (!Double.isFinite(value)) {
      return "does it stand for a missing value? then say so by missing in the source";
    }
    return mapped
        ? "correct the data, or set the source's range to the lowest and highest value"
        : "correct the data";
  }
}
