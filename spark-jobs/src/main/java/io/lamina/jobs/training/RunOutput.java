package io.lamina.jobs.training;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.run.rounds.RoundReports;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of a run while it goes on.
 *
 * @param progress shown to the user
 * @param reports told of every round
 * @param record takes what happens
 * @param begins run when everything was checked, before the first stage
 */
public record RunOutput(
    Progress progress, RoundReports reports, RunRecordBuilder record, Runnable begins) {
  private static final Logger LOG = LoggerFactory.getLogger(RunOutput.class);

  public RunOutput {
    requireNonNull(progress, "progress is null");
    requireNonNull(reports, "reports is null");
    requireNonNull(record, "record is null");
    requireNonNull(begins, "begins is null");
  }

  /** Shows a line to the user, and logs it. */
  void warn(String line) {
    LOG.warn(line);
    progress.note(line);
  }

  /** Does the work, and adds the time it takes to a phase. */
  void timed(Phase phase, Runnable work) {
    record.clock().in(phase, work);
  }

  /** Does the work, and adds the time it takes to a phase. */
  <T> T timed(Phase phase, Supplier<T> work) {
    return record.clock().in(phase, work);
  }
}
