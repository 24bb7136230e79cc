package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * What has to be the same for a run to go on where another ended, and to get its bits.
 *
 * @param computation the digest of what the plan computes
 * @param device the kind of device
 */
public record RunIdentity(String computation, String device) {
  public RunIdentity {
    requireNonNull(computation, "computation is null");
    requireNonNull(device, "device is null");
  }
}
