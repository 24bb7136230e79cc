package io.lamina.jobs.cluster;

import java.util.Locale;

/**
 * What a run needs of the memory that devices have of their own.
 *
 * @param stage that needs the most
 * @param needed bytes
 * @param memory bytes that the smallest of the devices has
 */
public record DeviceShare(String stage, long needed, long memory) {
  private static final long MIB = 1L << 20;

  /** In a line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d MiB of the device (%s)",
        (needed + MIB - 1) / MIB,
        memory / MIB,
        stage);
  }
}
