package io.lamina.zoo.plan.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes YAML, a key a line. */
public final class YamlLines {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/._-]*");

  /** Words that YAML, of one version or another, does not take for text. */
  private static final Set<String> NOT_TEXT =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder lines = new StringBuilder();
  private String indent = "";
  private boolean itemBegins;

  /** A key with a number, a flag, a word of an enum or text. */
  public void put(String key, Object value) {
    line(key + ": " + scalar(value));
  }

  /** Keys with such values, or with keys below them. */
  public void putAll(Map<String, ?> keys) {
    keys.forEach(this::putAny);
  }

  private void putAny(String key, Object value) {
    if (value instanceof Map<?, ?> below) {
      group(key, () -> below.forEach((inner, each) -> putAny(inner.toString(), each)));
    } else {
      put(key, value);
    }
  }

  /** A key with keys below it. */
  public void group(String key, Runnable keys) {
    line(key + ":");
    indented(keys);
  }

  /** An item of the list that the group around it is. */
  public void item(Runnable keys) {
    itemBegins = true;
    indented(keys);
  }

  /** A key with a list of values; left out where there are none. */
  public void values(String key, List<?> values) {
    if (!values.isEmpty()) {
      group(key, () -> values.forEach(this::value));
    }
  }

  /** An item that is a value, of the list that the group around it is. */
  public void value(Object value) {
    item(() -> line(scalar(value)));
  }

  public String text() {
    return lines.toString();
  }

  private void indented(Runnable keys) {
    String outer = indent;
    indent = outer + "  ";
    keys.run();
    indent = outer;
  }

  private void line(String text) {
    lines.append(itemBegins ? indent.substring(2) + "- " : indent).append(text).append('\n');
    itemBegins = false;
  }

  private static String scalar(Object value) {
    if (value instanceof Enum<?> constant) {
      return Form.spelled(constant);
    }
    if (value instanceof String text) {
      return isPlain(text) ? text : quoted(text);
    }
    return value.toString();
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> quoted.append(escaped(point)));
    return quoted.append('"').toString();
  }

  private static String escaped(int point) {
    if (point == '"' || point == '\\') {
      return "\\" + (char) point;
    }
    return (point >= ' ' && point <= '~') || Character.isLetterOrDigit(point)
        ? Character.toString(point)
        : String.format(Locale.ROOT, "\\U%08X", point);
  }
}
