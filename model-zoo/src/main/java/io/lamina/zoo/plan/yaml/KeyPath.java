package io.lamina.zoo.plan.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The way to a value, such as {@code layers[1].units}.
 *
 * @param steps keys, and indices as digits
 */
record KeyPath(List<String> steps) {
  private static final String KEY = "[A-Za-z_][\\w-]*(\\[\\d{1,6}])*";
  private static final Pattern PATH = Pattern.compile(KEY + "(\\." + KEY + ")*");
  private static final Pattern STEP = Pattern.compile("[\\w-]+");

  static Optional<KeyPath> parse(String text) {
    return PATH.matcher(text).matches()
        ? Optional.of(new KeyPath(STEP.matcher(text).results().map(MatchResult::group).toList()))
        : Optional.empty();
  }

  static boolean isIndex(String step) {
    return Character.isDigit(step.charAt(0));
  }

  /** The path of what lies one step, or a path, below. */
  static String join(String path, String step) {
    return path.isEmpty() ? step : path + "." + step;
  }
}
