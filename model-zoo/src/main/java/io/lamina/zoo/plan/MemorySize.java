package io.lamina.zoo.plan;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount of memory as a plan writes it: {@code 512m}, {@code 1g}; powers of 1024.
 *
 * @param bytes how much
 */
record MemorySize(long bytes) {
  /** A whole number and k, m, g or t; without a letter, bytes. */
  static final String SYNTAX = "[0-9]{1,12}[kmgtKMGT]?";

  private static final List<String> UNITS = List.of("", "k", "m", "g", "t");

  /** Bytes, with a letter for powers of 1024. */
  static Form<Long> form(Range range) {
    return new Form<>(
        "an amount of memory",
        Pattern.compile(MemorySize.SYNTAX),
        text -> Optional.of(MemorySize.parse(text).bytes()).filter(range::contains),
        String.format(
            "must be at least %s and at most %s",
            new MemorySize((long) range.low()), new MemorySize((long) range.high())));
  }

  /** Reads a text of the {@link #SYNTAX}; more than a {@code long} holds becomes its largest. */
  static MemorySize parse(String text) {
    String digits = text.replaceAll("\\D", "");
    int unit = UNITS.indexOf(text.substring(digits.length()).toLowerCase(Locale.ROOT));
    long count = Long.parseLong(digits);
    long factor = 1L << (10 * unit);
    return new MemorySize(count > Long.MAX_VALUE / factor ? Long.MAX_VALUE : count * factor);
  }

  /** The shortest text without rounding. */
  @Override
  public String toString() {
    int unit = 0;
    long count = bytes;
    while (unit < UNITS.size() - 1 && count != 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + UNITS.get(unit);
  }
}
