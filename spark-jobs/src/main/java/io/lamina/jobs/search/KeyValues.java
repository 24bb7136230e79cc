package io.lamina.jobs.search;

import io.lamina.runtime.device.RandomKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** The values of a key that a search tries, as {@code --set} takes them. */
public sealed interface KeyValues {
  /** One of them; the same for the same key. */
  String draw(RandomKey key);

  /** Whether they lie on an axis whose steps are factors. */
  boolean isLogarithmic();

  /**
   * One of a list.
   *
   * @param values at least one
   */
  record Choices(List<String> values) implements KeyValues {
    public Choices {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("is an empty list: give one value at least");
      }
    }

    @Override
    public String draw(RandomKey key) {
      return values.get((int) key.below(values.size()));
    }

    @Override
    public boolean isLogarithmic() {
      return false;
    }
  }

  /**
   * A number of a range, evenly by itself or by its logarithm.
   *
   * @param from the lowest
   * @param to the highest
   * @param logarithmic whether by its logarithm
   * @param whole whether it is a whole number
   */
  record Between(double from, double to, boolean logarithmic, boolean whole) implements KeyValues {
    /** More would make a table hard to read, and no difference. */
    private static final MathContext DIGITS = new MathContext(3);

    public Between {
      if (!(from < to)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "has from %s and to %s: from must be below to", from, to));
      }
      if (logarithmic && from <= 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "has scale log and from %s: it must be above 0", from));
      }
    }

    @Override
    public String draw(RandomKey key) {
      double share = key.uniform(0);
      double drawn =
          logarithmic
              ? StrictMath.exp(between(StrictMath.log(from), StrictMath.log(to), share))
              : between(from, to, share);
      return whole
          ? Long.toString(Math.round(drawn))
          : new BigDecimal(drawn).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private static double between(double low, double high, double share) {
      return low + (high - low) * share;
    }

    @Override
    public boolean isLogarithmic() {
      return logarithmic;
    }
  }
}
