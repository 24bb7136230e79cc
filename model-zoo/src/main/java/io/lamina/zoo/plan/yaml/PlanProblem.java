package io.lamina.zoo.plan.yaml;

/**
 * A mistake in a plan.
 *
 * @param origin what was read: a file, a recipe or {@code --set} with its key
 * @param line counted from 1, or 0 where there are no lines
 * @param key the path of the key, such as {@code layers[1].units}; empty for the text as a whole
 * @param value what stands there; empty where nothing does
 * @param trouble what is wrong, said of the value
 * @param remedy what to do
 */
public record PlanProblem(
    String origin, int line, String key, String value, String trouble, String remedy) {
  private static final int LONGEST_VALUE = 80;

  /**
   * The problem in one line, such as {@code my.yaml:12: layers[1].units: 0 is not allowed: must be
   * at least 1 and at most 1000000}.
   */
  public String message() {
    return statement() + ": " + oneLine(remedy);
  }

  /** The same without the remedy. */
  public String statement() {
    return oneLine(place() + ": " + (shortValue() + " " + trouble).strip());
  }

  private String place() {
    String where = line > 0 ? origin + ":" + line : origin;
    boolean saysKey = key.isEmpty() || (line == 0 && origin.endsWith(" " + key));
    return saysKey ? where : where + ": " + key;
  }

  private String shortValue() {
    return value.codePointCount(0, value.length()) <= LONGEST_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
