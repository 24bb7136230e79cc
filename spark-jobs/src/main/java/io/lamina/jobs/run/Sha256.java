package io.lamina.jobs.run;

import java.util.regex.Pattern;

/** A digest as records hold it. */
final class Sha256 {
  private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /**
   * @param key of the digest, for the message
   */
  static void require(String key, String digest) {
    if (!TEXT.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          key + " is " + digest + ", must be a SHA-256 digest of 64 lower-case hexadecimal digits");
    }
  }
}
