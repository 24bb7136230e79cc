package io.lamina.zoo.name;

import java.util.regex.Pattern;

/** What models, aliases and the purposes of leases may be called: each is a directory's name. */
public final class NameRule {
  /** The rule, in words. */
  public static final String TEXT =
      "must be 1 to 100 letters, digits, dots, dashes and underscores, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private NameRule() {}

  /** Whether something may be called so. */
  public static boolean admits(String name) {
    return NAME.matcher(name).matches();
  }
}
