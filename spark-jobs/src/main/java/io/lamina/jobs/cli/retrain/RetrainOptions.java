package io.lamina.jobs.cli.retrain;

import io.lamina.jobs.cli.job.DriftLimitOptions;
import io.lamina.jobs.drift.DriftLimits;
import io.lamina.jobs.gate.Force;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code lamina retrain} has beside the options of every command that trains. */
public final class RetrainOptions {
  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description =
          "A name for these data, such as ds=2026-05-04: with the same name, plan and champion"
              + " there is nothing to do a second time. By default it follows from the files.")
  private String partition;

  @Option(
      names = "--force",
      paramLabel = "NAME",
      description =
          "Promotes the candidate whatever the gates say; the name of who decides so. Needs"
              + " --reason; both are kept in the champion's history.")
  private String force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why --force is given.")
  private String reason;

  @Option(names = "--dry-run", description = "Says what is new, and trains nothing.")
  private boolean dryRun;

  @Option(
      names = "--on-drift",
      description =
          "Trains only if the new unlabeled data have drifted from the champion's, as 'lamina"
              + " drift' finds out; or if there is nothing to compare with.")
  private boolean onDrift;

  @Mixin private DriftLimitOptions limits = new DriftLimitOptions();

  /**
   * From where on new data are a reason to train; empty if all are.
   *
   * @throws IllegalArgumentException if a limit is out of range
   */
  Optional<DriftLimits> driftLimits() {
    return onDrift ? Optional.of(limits.limits()) : Optional.empty();
  }

  Optional<String> partition() {
    return Optional.ofNullable(partition);
  }

  boolean isDryRun() {
    return dryRun;
  }

  /**
   * Who promotes the candidate whatever the gates say, if somebody does.
   *
   * @throws IllegalArgumentException if the name or the reason is missing
   */
  Optional<Force> force() {
    if (force == null && reason == null) {
      return Optional.empty();
    }
    if (force == null || reason == null) {
      throw new IllegalArgumentException("--force and --reason go together: give both");
    }
    return Optional.of(new Force(force, reason));
  }
}
