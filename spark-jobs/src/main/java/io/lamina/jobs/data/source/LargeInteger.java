package io.lamina.jobs.data.source;

/**
 * An integer of 2^53 or more, in one direction or the other: from there on, 64-bit floats do not
 * hold each of them.
 *
 * @param written as the data have it
 */
public record LargeInteger(String written) {
  private static final double LIMIT = 0x1p53;

  /** Whether a number is that large; those just below are themselves as 64-bit floats. */
  public static boolean is(double number) {
    return Math.abs(number) >= LIMIT;
  }

  /**
   * Says so.
   *
   * @param where names its cell
   */
  public DataException refused(String where) {
    return new DataException(
        where
            + ": value "
            + written
            + " is too large: integers of 9007199254740992 (2^53) or more are not exact as 64-bit"
            + " floats (subtract an offset, or divide, before training)");
  }
}
