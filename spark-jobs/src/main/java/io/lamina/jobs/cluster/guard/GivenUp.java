package io.lamina.jobs.cluster.guard;

import java.io.Serializable;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * An executor cannot go on with its device. Spark's listeners in the driver hear of it.
 *
 * @param executor its number
 * @param host where it runs
 * @param reason what is wrong with which device, and what helps
 */
public record GivenUp(String executor, String host, String reason)
    implements SparkListenerEvent, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public boolean logEvent() {
    return false;
  }

  /** For people. */
  @Override
  public String toString() {
    return "executor " + executor + " on " + host + " was given up: " + reason;
  }
}
