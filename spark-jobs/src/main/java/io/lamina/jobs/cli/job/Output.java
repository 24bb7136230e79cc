package io.lamina.jobs.cli.job;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.progress.EndableProgress;

/**
 * How a run is shown.
 *
 * @param report makes its report
 * @param progress while it goes on
 */
record Output(ReportMaker report, EndableProgress progress) {
  Output {
    requireNonNull(report, "report is null");
    requireNonNull(progress, "progress is null");
  }
}
