package io.lamina.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.lamina.jobs.live.RoundEnded;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final MetricsListener listener = new MetricsListener(registry);

  private static WorkerEffort effort(long examples) {
    return new WorkerEffort(
        examples, Duration.ofMillis(80), Duration.ofMillis(15), Duration.ofMillis(5), 40, 20);
  }

  private void ended(int round, double loss, Map<String, WorkerEffort> workers) {
    listener.onOtherEvent(
        RoundEnded.of(
            new RoundReport("layer 2", round, 30, loss, new TreeMap<>(workers)), Instant.EPOCH));
  }

  private long count(String name) {
    return registry.counter(name).getCount();
  }

  @Test
  void countersGrowOfEachWorkerAndOfAll() {
    ended(1, 0.5, Map.of("executor 0 on a-b.c", effort(100), "executor 1 on d", effort(60)));
    ended(2, 0.25, Map.of("executor 0 on a-b.c", effort(160)));

    assertThat(registry.getGauges().get("round").getValue()).isEqualTo(2);
    assertThat(registry.getGauges().get("rounds").getValue()).isEqualTo(30);
    assertThat(registry.getGauges().get("loss").getValue()).isEqualTo(0.25);
    assertThat(count("finishedRounds")).isEqualTo(2);
    assertThat(count("workers.all.examples")).isEqualTo(320);
    assertThat(count("workers.all.waitingMilliseconds")).isEqualTo(45);
    assertThat(count("workers.executor_0_on_a_b_c.examples")).isEqualTo(260);
    assertThat(count("workers.executor_0_on_a_b_c.computingMilliseconds")).isEqualTo(160);
    assertThat(count("workers.executor_0_on_a_b_c.sendingMilliseconds")).isEqualTo(10);
    assertThat(count("workers.executor_0_on_a_b_c.sentBytes")).isEqualTo(80);
    assertThat(count("workers.executor_1_on_d.receivedBytes")).isEqualTo(20);
  }

  @Test
  void beforeTheFirstRoundThereIsNothing() {
    assertThat(registry.getGauges().get("round").getValue()).isEqualTo(0);
    assertThat(registry.getGauges().get("loss").getValue()).isEqualTo(Double.NaN);
    assertThat(count("workers.all.examples")).isZero();
  }
}
