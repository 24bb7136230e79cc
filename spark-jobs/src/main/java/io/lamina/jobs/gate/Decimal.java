package io.lamina.jobs.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;

/**
 * A number in decimal digits, the same in every version of Java: {@link Double#toString} is not.
 *
 * @param value finite
 */
record Decimal(double value) {
  private static final int ENOUGH = 17;
  private static final MathContext FOR_PEOPLE = new MathContext(4);

  /** The shortest that is read as this number. */
  BigDecimal exact() {
    BigDecimal all = new BigDecimal(value);
    BigDecimal shortest =
        IntStream.rangeClosed(1, ENOUGH)
            .mapToObj(digits -> all.round(new MathContext(digits)))
            .filter(rounded -> rounded.doubleValue() == value)
            .findFirst()
            .orElse(all);
    return whole(shortest.stripTrailingZeros());
  }

  /** 2000 is 2000, not 2E+3; only very large numbers have an exponent. */
  private static BigDecimal whole(BigDecimal number) {
    return number.scale() < 0 && number.scale() > -ENOUGH ? number.setScale(0) : number;
  }

  /** Whole numbers as they are, others with four significant digits. */
  @Override
  public String toString() {
    BigDecimal all = new BigDecimal(value);
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return all.toBigInteger().toString();
    }
    return whole(all.round(FOR_PEOPLE).stripTrailingZeros()).toString();
  }
}
