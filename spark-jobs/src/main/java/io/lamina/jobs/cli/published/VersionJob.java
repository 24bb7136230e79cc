package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.Failure;
import io.lamina.jobs.cli.job.Interruption;
import io.lamina.jobs.cli.job.RunLog;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.cluster.ClusterException;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.runtime.device.DeviceException;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what is ordered to an exit code: how every command of this package begins and ends.
 *
 * @param console where it prints
 */
record VersionJob(Console console) {
  private static final Logger LOG = LoggerFactory.getLogger(VersionJob.class);

  VersionJob {
    requireNonNull(console, "console is null");
  }

  /**
   * Something that may begin.
   *
   * @param <T> what is known then
   */
  interface Steps<T> {
    /** Finds out, before Spark starts, whether the command may begin. */
    T admitted() throws IOException;

    /** The version and its data. */
    VersionWork work(T admitted);

    /** Does it, and gives the exit code. */
    int done(T admitted, Progress progress) throws IOException;

    /** What to tell of a failure that no other words are known for. */
    Optional<String> words(T admitted, Throwable failure);
  }

  <T> int run(Steps<T> steps) {
    T admitted;
    try {
      admitted = steps.admitted();
    } catch (InvalidPlanException
        | DeviceException
        | ClusterException
        | RegistryException
        | IllegalArgumentException
        | IOException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.REFUSED;
    }
    return logged(steps, admitted);
  }

  private <T> int logged(Steps<T> steps, T admitted) {
    Progress progress =
        Progress.to(
            console.out(), console.terminal(), console.environment(), InstantSource.system());
    Path logFile = steps.work(admitted).settings().logs().resolve(TrainJob.LOG_FILE);
    RunLog log = new RunLog(logFile, false, progress::note);
    Interruption interruption =
        new Interruption(
            how ->
                console.err().println("lamina: " + how + " before it was done (start it again)"));
    try {
      return steps.done(admitted, progress);
    } catch (Exception | Error e) {
      LOG.error("the command failed", e);
      if (interruption.disarm()) {
        console.err().println("log: " + logFile);
        console.err().println("lamina: " + steps.words(admitted, e).orElseGet(() -> message(e)));
      }
      return ExitCode.FAILED;
    } finally {
      interruption.disarm();
      log.close();
    }
  }

  private String message(Throwable failure) {
    return new Failure(failure, LocalDisk.of(new SparkConf(), console.environment())).message();
  }
}
