package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import java.time.InstantSource;

/**
 * A retraining, as a user asked for it.
 *
 * @param console where it speaks
 * @param options of every command that trains
 * @param run what is run
 * @param own the options of retraining alone
 * @param clock says which files are settled
 */
record RetrainOrder(
    Console console, RunOptions options, RunOrder run, RetrainOptions own, InstantSource clock) {
  RetrainOrder {
    requireNonNull(console, "console is null");
    requireNonNull(options, "options is null");
    requireNonNull(run, "run is null");
    requireNonNull(own, "own is null");
    requireNonNull(clock, "clock is null");
  }
}
