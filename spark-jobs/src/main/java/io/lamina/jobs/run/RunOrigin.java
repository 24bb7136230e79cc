package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which run it is, and of which plan.
 *
 * @param name of the plan
 * @param seed of the plan
 * @param started when the run began; kept to the millisecond
 * @param planSha256 the digest of the plan as run
 * @param sameBits whether the plan's averaging gives the same bits for any number of executors
 */
public record RunOrigin(
    String name, long seed, Instant started, Optional<String> planSha256, boolean sameBits) {
  public RunOrigin {
    requireNonNull(name, "name is null");
    started = started.truncatedTo(ChronoUnit.MILLIS);
    planSha256.ifPresent(digest -> Sha256.require("planSha256", digest));
  }
}
