package io.lamina.jobs.cluster.guard;

import java.io.Serializable;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * An executor has come up, and its device has computed a known product rightly. Spark's listeners
 * in the driver hear of it.
 *
 * @param executor its number
 * @param host where it runs
 * @param device all that is known of it
 */
public record CheckedDevice(String executor, String host, String device)
    implements SparkListenerEvent, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public boolean logEvent() {
    return false;
  }

  /** For people. */
  @Override
  public String toString() {
    return "executor " + executor + " on " + host + ": " + device;
  }
}
