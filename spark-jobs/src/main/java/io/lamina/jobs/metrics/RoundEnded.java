package io.lamina.jobs.metrics;

import io.lamina.jobs.run.rounds.RoundReport;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A round has ended, as Spark's listeners hear of it. It is not written to the event log, whose
 * readers do not know the class.
 *
 * @param round that has ended
 */
public record RoundEnded(RoundReport round) implements SparkListenerEvent {
  @Override
  public boolean logEvent() {
    return false;
  }
}
