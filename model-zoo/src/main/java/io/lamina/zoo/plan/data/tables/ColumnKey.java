package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How a plan says which column of a table it means: by its number, counted from 0, or by its name
 * in the header. A whole number is always a column's number.
 *
 * @param text the number or the name
 */
public record ColumnKey(String text) {
  private static final Range NUMBER = Range.closed(0, 1_000_000);
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");

  public ColumnKey {
    requireNonNull(text, "text is null");
    if (!isAllowed(text)) {
      throw new IllegalArgumentException("column is '" + text + "', " + rule());
    }
  }

  /** The column of a number. */
  public static ColumnKey of(int number) {
    return new ColumnKey(String.valueOf(number));
  }

  static Form<ColumnKey> form() {
    Form<String> text = Form.text("a column", ColumnKey::isAllowed, rule());
    return new Form<>(
        text.type(), text.syntax(), each -> text.value().apply(each).map(ColumnKey::new), rule());
  }

  private static String rule() {
    return "must be a number, " + NUMBER + ", or a name in the header";
  }

  private static boolean isAllowed(String text) {
    return WHOLE.matcher(text).matches()
        ? NUMBER.contains(Double.parseDouble(text))
        : !text.isBlank();
  }

  /** The column's number, if it is said by its number. */
  public OptionalInt number() {
    return WHOLE.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /**
   * Refuses a name where columns have none.
   *
   * @param key of the plan that names the column
   */
  void requireHeader(String key, boolean header) {
    if (!header && number().isEmpty()) {
      throw new PlanRuleException(
          key, text, "is a name, and only a table with header: true has names of columns");
    }
  }

  void write(String key, YamlLines yaml) {
    number().ifPresentOrElse(place -> yaml.put(key, place), () -> yaml.put(key, text));
  }

  @Override
  public String toString() {
    return text;
  }
}
