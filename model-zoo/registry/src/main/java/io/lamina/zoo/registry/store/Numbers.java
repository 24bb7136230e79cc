package io.lamina.zoo.registry.store;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** The names of numbered directories. */
public final class Numbers {
  private static final Pattern NAME = Pattern.compile("v([1-9][0-9]{0,8})");

  private Numbers() {}

  /** {@code v1}, {@code v2}, … */
  public static String name(int number) {
    return "v" + number;
  }

  /** The number of the directory that has this name, if one can. */
  public static OptionalInt number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  static Path directory(Path parent, int number) {
    return new Path(parent, name(number));
  }
}
