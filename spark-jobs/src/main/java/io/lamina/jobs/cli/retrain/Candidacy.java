package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.Force;
import io.lamina.zoo.registry.Lease;
import java.util.Optional;

/**
 * Who brings a candidate forward.
 *
 * @param lease of the job
 * @param force who promotes it whatever the gates say, and why
 */
record Candidacy(Lease.Held lease, Optional<Force> force) {
  Candidacy {
    requireNonNull(lease, "lease is null");
    requireNonNull(force, "force is null");
  }
}
