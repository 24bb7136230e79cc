package io.lamina.zoo.plan;

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
import java.util.regex.Pattern;

/**
 * How a value is written, and which values are allowed.
 *
 * @param type what it is, in words: "a whole number"
 * @param syntax what a text must match to be one
 * @param value the text's value, or nothing if it is not allowed
 * @param rule what a value must be, in words
 */
record Form<T>(String type, Pattern syntax, Function<String, Optional<T>> value, String rule) {
  private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");

  /** Whether the text is an allowed value. */
  boolean accepts(String text) {
    return syntax.matcher(text).matches() && value.apply(text).isPresent();
  }

  /** A whole number in a range within {@code int}. */
  static Form<Integer> wholeNumber(Range range) {
    return new Form<>(
        "a whole number",
        WHOLE,
        text -> inRange(range, text).map(Double::intValue),
        "must be " + range);
  }

  static Form<Double> number(Range range) {
    return new Form<>("a number", DECIMAL, text -> inRange(range, text), "must be " + range);
  }

  private static Optional<Double> inRange(Range range, String text) {
    return Optional.of(Double.valueOf(text)).filter(range::contains);
  }

  static Form<Double> finiteNumber() {
    return new Form<>(
        "a number",
        DECIMAL,
        text -> Optional.of(Double.valueOf(text)).filter(Double::isFinite),
        "must be a finite number");
  }

  /** Any {@code long}. */
  static Form<Long> seed() {
    return new Form<>(
        "a whole number",
        WHOLE,
        text ->
            Optional.of(new BigInteger(text))
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValue),
        "must be at least " + Long.MIN_VALUE + " and at most " + Long.MAX_VALUE);
  }

  static Form<Boolean> flag() {
    return oneOf(Map.of("true", true, "false", false));
  }

  /** Text that is not blank. */
  static Form<String> text() {
    return written("text", "must not be blank");
  }

  /** Where a file or a directory is, on any Hadoop file system. */
  static Form<String> path() {
    return written("a path", "must be the path or the URI of a file or a directory");
  }

  private static Form<String> written(String type, String rule) {
    return new Form<>(type, ANYTHING, text -> Optional.of(text).filter(t -> !t.isBlank()), rule);
  }

  /** Text without line breaks; may be empty. */
  static Form<String> line() {
    return new Form<>(
        "one line of text", Pattern.compile("\\P{Cntrl}*"), Optional::of, "must be one line");
  }

  static Form<String> name() {
    return new Form<>(
        "a name",
        ANYTHING,
        text -> Optional.of(text).filter(PublishPlan::isName),
        PublishPlan.NAME_RULE);
  }

  /** A picture's height and width. */
  static Form<ImageShape> image() {
    return new Form<>(
        "HEIGHTxWIDTH",
        Pattern.compile("[0-9]{1,9}x[0-9]{1,9}"),
        Form::shape,
        "must be a height and a width such as 28x28, each " + ImageShape.SIDE);
  }

  private static Optional<ImageShape> shape(String text) {
    int x = text.indexOf('x');
    int height = Integer.parseInt(text.substring(0, x));
    int width = Integer.parseInt(text.substring(x + 1));
    return ImageShape.SIDE.contains(height)
            && ImageShape.SIDE.contains(width)
            && ImageShape.PIXELS.contains((double) height * width)
        ? Optional.of(new ImageShape(height, width))
        : Optional.empty();
  }

  /** Bytes, with a letter for powers of 1024. */
  static Form<Long> memory(Range range) {
    return new Form<>(
        "an amount of memory",
        Pattern.compile(MemorySize.SYNTAX),
        text -> Optional.of(MemorySize.parse(text).bytes()).filter(range::contains),
        String.format(
            "must be at least %s and at most %s",
            new MemorySize((long) range.low()), new MemorySize((long) range.high())));
  }

  /** The constants of an enum, spelled as {@link #spelled} does. */
  static <E extends Enum<E>> Form<E> word(Class<E> type) {
    return oneOf(Arrays.stream(type.getEnumConstants()).collect(toMap(Form::spelled, identity())));
  }

  /** One of a few words, each with what it stands for. */
  static <T> Form<T> oneOf(Map<String, T> choices) {
    List<String> words = new ArrayList<>(new TreeMap<>(choices).keySet());
    String last = words.remove(words.size() - 1);
    String rule = "must be " + String.join(", ", words) + (words.isEmpty() ? "" : " or ") + last;
    return new Form<>("a word", ANYTHING, text -> Optional.ofNullable(choices.get(text)), rule);
  }

  /** The constant in kebab-case. */
  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
