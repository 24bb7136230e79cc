package io.lamina.jobs.metrics;

import io.lamina.jobs.live.RoundEnded;
import io.lamina.jobs.live.RunBegan;
import io.lamina.jobs.live.RunPublished;
import io.lamina.jobs.live.WorkerWork;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * A run's metrics as Prometheus has them: base units, labels, a text for each. docs/seeing-a-run.md
 * lists them. Spark calls the listener from one thread; others read.
 */
final class RunMetrics extends SparkListener {
  private static final double MILLI = 1e-3;
  private static final String STAGE = "stage";
  private static final String WORKER = "worker";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Info run =
      Info.builder()
          .name("lamina_run_info")
          .help("The run that goes on in this application.")
          .labelNames("plan", "model", "device")
          .register(registry);
  private final Gauge began = moment("lamina_run_began_timestamp", "When the run began.");
  private final Gauge published =
      moment("lamina_run_published_timestamp", "When the run published its version.");
  private final Gauge lastRound =
      moment("lamina_last_round_timestamp", "When the last round ended, of any stage.");
  private final Gauge round =
      gauge("lamina_stage_round", "The last round that has ended, counted from 1.", STAGE);
  private final Gauge rounds = gauge("lamina_stage_rounds", "The rounds of the stage.", STAGE);
  private final Gauge loss =
      gauge("lamina_stage_loss", "The mean loss of the last round that measured it.", STAGE);
  private final Counter finished =
      counter("lamina_rounds", "Rounds that have ended, of all stages.");
  private final Counter repeated =
      counter(
          "lamina_rounds_repeated",
          "Rounds that ended again, after an executor was lost or the numbers ran away.");
  private final Counter examples =
      counter("lamina_worker_examples", "Examples that a worker has trained.", WORKER);
  private final Counter time =
      Counter.builder()
          .name("lamina_worker_time")
          .unit(Unit.SECONDS)
          .help("What a worker has done with its time: computing, waiting, or sending.")
          .labelNames(WORKER, "activity")
          .register(registry);
  private final Counter bytes =
      Counter.builder()
          .name("lamina_worker_network")
          .unit(Unit.BYTES)
          .help("What a worker has sent to the parameter servers, and received from them.")
          .labelNames(WORKER, "direction")
          .register(registry);
  private final Gauge executors = gauge("lamina_executors", "Executors at work.");
  private final Counter lost = counter("lamina_executors_lost", "Executors that were lost.");
  private final Map<String, Integer> lastOfStage = new HashMap<>();

  private Gauge moment(String name, String help) {
    return Gauge.builder().name(name).unit(Unit.SECONDS).help(help).register(registry);
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  /** All of them, as they are now. */
  MetricSnapshots now() {
    return registry.scrape();
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof RunBegan start) {
      run.setLabelValues(start.plan(), start.model(), start.device());
      began.set(start.time() * MILLI);
    } else if (event instanceof RunPublished end) {
      published.set(end.time() * MILLI);
    } else if (event instanceof RoundEnded ended) {
      take(ended);
    }
  }

  private void take(RoundEnded ended) {
    finished.inc();
    Integer before = lastOfStage.put(ended.stage(), ended.round());
    if (before != null && ended.round() <= before) {
      repeated.inc();
    }
    lastRound.set(ended.time() * MILLI);
    round.labelValues(ended.stage()).set(ended.round());
    rounds.labelValues(ended.stage()).set(ended.rounds());
    if (!Double.isNaN(ended.loss())) {
      loss.labelValues(ended.stage()).set(ended.loss());
    }
    ended.workers().forEach(this::take);
  }

  private void take(WorkerWork work) {
    examples.labelValues(work.worker()).inc(work.examples());
    time.labelValues(work.worker(), "computing").inc(work.computingSeconds());
    time.labelValues(work.worker(), "waiting").inc(work.waitingSeconds());
    time.labelValues(work.worker(), "sending").inc(work.sendingSeconds());
    bytes.labelValues(work.worker(), "sent").inc(work.sentBytes());
    bytes.labelValues(work.worker(), "received").inc(work.receivedBytes());
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded event) {
    executors.inc();
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    executors.dec();
    lost.inc();
  }
}
