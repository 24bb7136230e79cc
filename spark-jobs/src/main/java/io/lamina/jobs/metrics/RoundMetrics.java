package io.lamina.jobs.metrics;

import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.RoundReports;
import org.apache.spark.api.java.JavaSparkContext;

/** Tells Spark's listeners of the rounds, and with them {@link LaminaPlugin}. */
public final class RoundMetrics implements RoundReports {
  private final JavaSparkContext spark;

  public RoundMetrics(JavaSparkContext spark) {
    this.spark = spark;
  }

  @Override
  public void report(RoundReport round) {
    spark.sc().listenerBus().post(new RoundEnded(round));
  }
}
