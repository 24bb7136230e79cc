package io.lamina.jobs.cli.job;

import io.lamina.jobs.report.ReportPage;
import io.lamina.jobs.run.progress.EndableProgress;
import io.lamina.jobs.run.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/** From a plan's text to a published model, a report and an exit code. */
public final class TrainJob implements Callable<Integer> {
  public static final String LOG_FILE = "lamina.log";

  private final Console console;
  private final RunOptions options;
  private final RunOrder order;
  private final ReportMaker report;
  private final Companion companion;

  public TrainJob(Console console, RunOptions options, RunOrder order) {
    this(console, options, order, Companion.NONE);
  }

  /**
   * @param companion what is done beside the run
   */
  public TrainJob(Console console, RunOptions options, RunOrder order, Companion companion) {
    this(
        console,
        options,
        order,
        (run, planYaml, pictures, judgement) ->
            new ReportPage().html(run, planYaml, pictures, judgement),
        companion);
  }

  /**
   * @param report makes the report
   * @param companion what is done beside the run
   */
  public TrainJob(
      Console console,
      RunOptions options,
      RunOrder order,
      ReportMaker report,
      Companion companion) {
    this.console = console;
    this.options = options;
    this.order = order;
    this.report = report;
    this.companion = companion;
  }

  @Override
  public Integer call() {
    try (Admission admitted = Admission.of(order, options)) {
      return logged(admitted);
    } catch (RefusedException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of the run directory", e);
    }
  }

  private int logged(Admission admitted) {
    EndableProgress progress =
        new EndableProgress(
            Progress.to(
                console.out(), console.terminal(), console.environment(), InstantSource.system()));
    RunLog log =
        new RunLog(admitted.directory().resolve(LOG_FILE), admitted.resumes(), progress::note);
    try {
      return new JobRun(console, options, order, admitted, new Output(report, progress), companion)
          .run();
    } finally {
      log.close();
    }
  }
}
