package io.lamina.jobs.run;

/** A part of a whole, 0 to 1. */
final class Share {
  private Share() {}

  /**
   * @param key of the value, for the message
   */
  static void require(String key, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(key + " is " + share + ", must be 0 to 1");
    }
  }
}
