package io.lamina.jobs.training.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.Slots;

/**
 * What a stage runs in.
 *
 * @param servers that average
 * @param slots for its workers
 * @param clock to wait by
 */
record Surroundings(Servers servers, Slots slots, StageClock clock) {
  Surroundings {
    requireNonNull(servers, "servers is null");
    requireNonNull(slots, "slots is null");
    requireNonNull(clock, "clock is null");
  }
}
