package io.lamina.jobs.live;

import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.RoundReports;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListenerEvent;
import scala.jdk.javaapi.OptionConverters;

/** Tells Spark's listeners how a run goes on: the page and the metrics are made of it. */
public final class LiveRun implements RoundReports {
  private final JavaSparkContext spark;

  public LiveRun(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Where it can be seen, if Spark has a page. */
  public Optional<String> page() {
    return OptionConverters.toJava(spark.sc().uiWebUrl()).map(url -> url + "/lamina/");
  }

  /** It begins. */
  public void began(RunBegan run) {
    post(run);
  }

  @Override
  public void report(RoundReport round) {
    post(RoundEnded.of(round, Instant.now()));
  }

  /**
   * It has published.
   *
   * @param version its place
   */
  public void published(String version) {
    post(new RunPublished(version, Instant.now().toEpochMilli()));
  }

  private void post(SparkListenerEvent event) {
    spark.sc().listenerBus().post(event);
  }
}
