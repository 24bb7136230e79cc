package io.lamina.jobs.live;

import static java.util.Objects.requireNonNull;

import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A run has published its version; as Spark's listeners hear of it and its event log has it.
 *
 * @param version its place
 * @param time when, in milliseconds since 1970
 */
public record RunPublished(String version, long time) implements SparkListenerEvent {
  public RunPublished {
    requireNonNull(version, "version is null");
  }

  @Override
  public boolean logEvent() {
    return true;
  }
}
