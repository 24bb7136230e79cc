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
 * @param ancestor the version that the layers began from; empty if they began from random weights
 * @param sameBits whether the plan's averaging gives the same bits for any number of executors
 */
public record RunOrigin(
    String name,
    long seed,
    Instant started,
    Optional<String> planSha256,
    Optional<Ancestor> ancestor,
    boolean sameBits) {
  public RunOrigin {
    requireNonNull(name, "name is null");
    started = started.truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(ancestor, "ancestor is null");
    planSha256.ifPresent(digest -> Sha256.require("planSha256", digest));
  }

  /**
   * The version that the layers of a run began from.
   *
   * @param version the model and the version: {@code digits@v3}
   * @param parametersSha256 the digest of its network's parameters
   */
  public record Ancestor(String version, String parametersSha256) {
    public Ancestor {
      requireNonNull(version, "version is null");
      Sha256.require("parametersSha256", parametersSha256);
    }
  }
}
