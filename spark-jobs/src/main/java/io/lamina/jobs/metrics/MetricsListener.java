package io.lamina.jobs.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.lamina.jobs.live.RoundEnded;
import io.lamina.jobs.live.WorkerWork;
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
  private volatile Optional<RoundEnded> last = Optional.empty();

  MetricsListener(MetricRegistry registry) {
    this.registry = registry;
    registry.register("round", (Gauge<Integer>) () -> last.map(RoundEnded::round).orElse(0));
    registry.register("rounds", (Gauge<Integer>) () -> last.map(RoundEnded::rounds).orElse(0));
    registry.register("loss", (Gauge<Double>) () -> last.map(RoundEnded::loss).orElse(Double.NaN));
    registry.counter("finishedRounds");
    count(ALL, new WorkerWork(ALL, 0, 0, 0, 0, 0, 0, 0));
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof RoundEnded round) {
      last = Optional.of(round);
      registry.counter("finishedRounds").inc();
      for (WorkerWork work : round.workers()) {
        count(ALL, work);
        count(work.worker(), work);
      }
    }
  }

  private void count(String worker, WorkerWork work) {
    String name = "workers." + worker.replaceAll("[^A-Za-z0-9]+", "_");
    inc(name, "examples", work.examples());
    inc(name, "computingMilliseconds", milliseconds(work.computingSeconds()));
    inc(name, "waitingMilliseconds", milliseconds(work.waitingSeconds()));
    inc(name, "sendingMilliseconds", milliseconds(work.sendingSeconds()));
    inc(name, "sentBytes", work.sentBytes());
    inc(name, "receivedBytes", work.receivedBytes());
  }

  private static long milliseconds(double seconds) {
    return Math.round(1000 * seconds);
  }

  private void inc(String worker, String what, long count) {
    registry.counter(MetricRegistry.name(worker, what)).inc(count);
  }
}
