package io.lamina.benchmarks;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The processor time of an application's tasks, on all executors. */
final class TaskClock extends SparkListener {
  private static final long PATIENCE_MILLIS = 60_000;

  private final JavaSparkContext spark;
  private long nanos;

  TaskClock(JavaSparkContext spark) {
    this.spark = spark;
    spark.sc().addSparkListener(this);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskMetrics() != null) {
      nanos += task.taskMetrics().executorCpuTime();
    }
  }

  /** Of all tasks that have ended, in seconds. */
  double seconds() {
    try {
      spark.sc().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Spark does not say what its tasks took", e);
    }
    synchronized (this) {
      return nanos * 1e-9;
    }
  }
}
