package io.lamina.zoo.plan.yaml;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a value is written, and which values are allowed.
 *
 * @param type what it is, in words: "a whole number"
 * @param syntax what a text must match to be one
 * @param value the text's value, or nothing if it is not allowed
 * @param rule what a value must be, in words
 */
public record Form<T>(
    String type, Pattern syntax, Function<String, Optional<T>> value, String rule) {
  private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");

  /** Whether the text is an allowed value. */
  public boolean accepts(String text) {
    return syntax.matcher(text).matches() && value.apply(text).isPresent();
  }

  /** A whole number in a range within {@code int}. */
  public static Form<Integer> wholeNumber(Range range) {
    return new Form<>(
        "a whole number",
        WHOLE,
        text -> inRange(range, text).map(Double::intValue),
        "must be " + range);
  }

  public static Form<Double> number(Range range) {
    return new Form<>("a number", DECIMAL, text -> inRange(range, text), "must be " + range);
  }

  private static Optional<Double> inRange(Range range, String text) {
    return Optional.of(Double.valueOf(text)).filter(range::contains);
  }

  public static Form<Double> finiteNumber() {
    return new Form<>(
        "a number",
        DECIMAL,
        text -> Optional.of(Double.valueOf(text)).filter(Double::isFinite),
        "must be a finite number");
  }

  /** Any {@code long}. */
  public static Form<Long> seed() {
    return new Form<>(
        "a whole number",
        WHOLE,
        text ->
            Optional.of(new BigInteger(text))
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValue),
        "must be at least " + Long.MIN_VALUE + " and at most " + Long.MAX_VALUE);
  }

  public static Form<Boolean> flag() {
    return oneOf(Map.of("true", true, "false", false));
  }

  /** Text that is not blank. */
  public static Form<String> text() {
    return written("text", "must not be blank");
  }

  /** Where a file or a directory is, on any Hadoop file system. */
  public static Form<String> path() {
    return written("a path", "must be the path or the URI of a file or a directory");
  }

  private static Form<String> written(String type, String rule) {
    return text(type, text -> !text.isBlank(), rule);
  }

  /** Text that passes a check. */
  public static Form<String> text(String type, Predicate<String> check, String rule) {
    return new Form<>(type, ANYTHING, text -> Optional.of(text).filter(check), rule);
  }

  /** Text without line breaks; may be empty. */
  public static Form<String> line() {
    return new Form<>(
        "one line of text", Pattern.compile("\\P{Cntrl}*"), Optional::of, "must be one line");
  }

  /** The constants of an enum, spelled as {@link #spelled} does. */
  public static <E extends Enum<E>> Form<E> word(Class<E> type) {
    return oneOf(Arrays.stream(type.getEnumConstants()).collect(toMap(Form::spelled, identity())));
  }

  /** One of a few words, each with what it stands for. */
  public static <T> Form<T> oneOf(Map<String, T> choices) {
    List<String> words = new ArrayList<>(new TreeMap<>(choices).keySet());
    String last = words.remove(words.size() - 1);
    String rule = "must be " + String.join(", ", words) + (words.isEmpty() ? "" : " or ") + last;
    return new Form<>("a word", ANYTHING, text -> Optional.ofNullable(choices.get(text)), rule);
  }

  /**
   * The same, with a remedy for those who want what is not allowed.
   *
   * @param remedy is added to what is said to be allowed
   */
  public Form<T> otherwise(String remedy) {
    return new Form<>(type, syntax, value, rule + "; " + remedy);
  }

  /** The constant in kebab-case. */
  public static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
