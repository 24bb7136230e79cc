package io.lamina.jobs.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * Keeps a registry's metrics: the open stage as gauges, and counters that only grow, of all workers
 * together and of each. Spark calls it from one thread; the gauges are read by others.
 */
final class MetricsListener extends SparkListener {
  private static final String ALL = "all";

  private final MetricRegistry registry;
  private volatile Optional<RoundReport> last = Optional.empty();

  MetricsListener(MetricRegistry registry) {
    this.registry = registry;
    registry.register("round", (Gauge<Integer>) () -> last.map(RoundReport::round).orElse(0));
    registry.register("rounds", (Gauge<Integer>) () -> last.map(RoundReport::rounds).orElse(0));
    registry.register("loss", (Gauge<Double>) () -> last.map(RoundReport::loss).orElse(Double.NaN));
    registry.counter("finishedRounds");
    count(ALL, WorkerEffort.none());
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof RoundEnded ended) {
      RoundReport round = ended.round();
      last = Optional.of(round);
      registry.counter("finishedRounds").inc();
      count(ALL, round.all());
      round.workers().forEach(this::count);
    }
  }

  private void count(String worker, WorkerEffort effort) {
    String name = "workers." + worker.replaceAll("[^A-Za-z0-9]+", "_");
    inc(name, "examples", effort.examples());
    inc(name, "computingMilliseconds", effort.computing().toMillis());
    inc(name, "waitingMilliseconds", effort.waiting().toMillis());
    inc(name, "sendingMilliseconds", effort.sending().toMillis());
    inc(name, "sentBytes", effort.sentBytes());
    inc(name, "receivedBytes", effort.receivedBytes());
  }

  private void inc(String worker, String what, long count) {
    registry.counter(MetricRegistry.name(worker, what)).inc(count);
  }
}
