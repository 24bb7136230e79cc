package io.lamina.jobs.live;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.rounds.RoundReport;
import java.time.Instant;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A round has ended, as Spark's listeners hear of it. It is in Spark's event log, as JSON; readers
 * without this class leave it out.
 *
 * @param stage the stage's name
 * @param round counted from 1
 * @param rounds the stage has
 * @param loss mean loss measured in it; NaN if it was not
 * @param time when it ended, in milliseconds since 1970
 * @param workers what each did
 */
public record RoundEnded(
    String stage, int round, int rounds, double loss, long time, List<WorkerWork> workers)
    implements SparkListenerEvent {
  public RoundEnded {
    requireNonNull(stage, "stage is null");
    workers = List.copyOf(workers);
  }

  /**
   * As the run tells it.
   *
   * @param time when it ended
   */
  public static RoundEnded of(RoundReport report, Instant time) {
    List<WorkerWork> workers =
        report.workers().entrySet().stream()
            .map(entry -> WorkerWork.of(entry.getKey(), entry.getValue()))
            .toList();
    return new RoundEnded(
        report.stage(),
        report.round(),
        report.rounds(),
        report.loss(),
        time.toEpochMilli(),
        workers);
  }

  @Override
  public boolean logEvent() {
    return true;
  }
}
