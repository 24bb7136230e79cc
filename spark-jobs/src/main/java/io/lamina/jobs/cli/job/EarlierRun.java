package io.lamina.jobs.cli.job;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.RunFiles;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that may have begun in a directory before.
 *
 * @param plan of the run
 * @param directory of the run, which need not exist
 */
public record EarlierRun(TrainingPlan plan, Path directory) {
  public EarlierRun {
    requireNonNull(plan, "plan is null");
    requireNonNull(directory, "directory is null");
  }

  /** Whether there are checkpoints from which it can go on. */
  public boolean hasCheckpoints() {
    return new RunCheckpoints(plan, directory, true).hasAny();
  }

  /** The id of what it publishes, or has published. */
  public String publicationId() throws IOException {
    Optional<YarnDriver> yarn = YarnDriver.here();
    return yarn.isPresent() ? yarn.get().publicationId() : new RunFiles(directory).publicationId();
  }
}
