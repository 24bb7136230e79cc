package io.lamina.zoo.plan;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A kind of device, by its name: what fixes the bits of a run beside plan and data. Equal plans on
 * equal data give the same bits on equal kinds.
 *
 * @param name small letters, digits and hyphens, beginning with a letter
 */
public record DeviceKind(String name) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 40;

  public DeviceKind {
    if (!isName(name)) {
      throw new IllegalArgumentException("'" + name + "' is no name of a kind of device");
    }
  }

  /** Whether a kind of device can be called so. */
  public static boolean isName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return name;
  }
}
