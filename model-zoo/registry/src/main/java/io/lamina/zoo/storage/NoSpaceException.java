package io.lamina.zoo.storage;

import java.io.IOException;
import java.util.Locale;

/** A file cannot be written for want of space; the message says how much is needed and is free. */
public final class NoSpaceException extends IOException {
  private static final long serialVersionUID = 1;
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  private NoSpaceException(long needed, long free, IOException cause) {
    super(
        "no space is left: "
            + (needed < 10 * MIB
                ? inUnits(needed, free, KIB, "KiB")
                : inUnits(needed, free, MIB, "MiB")),
        cause);
  }

  /** What is needed is rounded up, what is free is rounded down. */
  private static String inUnits(long needed, long free, long unit, String name) {
    return String.format(
        Locale.ROOT,
        "%d %s are needed, %d %s are free",
        (needed + unit - 1) / unit,
        name,
        free / unit,
        name);
  }

  /**
   * A failure to write, as it is told: for want of space if less is free than is needed, whatever
   * language the system speaks; otherwise as it is.
   *
   * @param needed the bytes that were to be written
   * @param free the bytes that can be written there, now that what was written is removed
   */
  public static IOException or(IOException failure, long needed, long free) {
    return free < needed ? new NoSpaceException(needed, free, failure) : failure;
  }
}
