package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.Force;
import io.lamina.zoo.registry.Lease;
import java.util.Optional;

/**
 * What a candidate came from, and who brings it forward.
 *
 * @param mark what it came from
 * @param lease of the job
 * @param force who promotes it whatever the gates say, and why
 */
record Candidacy(CandidateMark mark, Lease.Held lease, Optional<Force> force) {
  Candidacy {
    requireNonNull(mark, "mark is null");
    requireNonNull(lease, "lease is null");
    requireNonNull(force, "force is null");
  }
}
