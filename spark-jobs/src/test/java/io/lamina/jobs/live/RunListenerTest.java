package io.lamina.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.status.KVUtils.KVStoreScalaSerializer;
import org.apache.spark.util.JsonProtocol;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.apache.spark.util.kvstore.KVStore;
import org.apache.spark.util.kvstore.RocksDB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunListenerTest {
  private static final RunBegan BEGAN =
      new RunBegan("digits", "digits-model", "cpu-avx2", 2, 600, 200, 1000);

  private static RoundEnded ended(String stage, int round, double loss, long second) {
    WorkerEffort effort =
        new WorkerEffort(
            100, Duration.ofMillis(80), Duration.ofMillis(15), Duration.ofMillis(5), 40, 20);
    return RoundEnded.of(
        new RoundReport(
            stage,
            round,
            30,
            loss,
            new TreeMap<>(Map.of("executor 0", effort, "executor 1", effort))),
        Instant.ofEpochSecond(second));
  }

  private static final List<SparkListenerEvent> EVENTS =
      List.of(
          BEGAN,
          ended("layer 1", 1, 8, 10),
          ended("layer 1", 2, Double.NaN, 11),
          ended("layer 1", 3, 2, 14),
          ended("fine-tuning", 1, 0.5, 20),
          new RunPublished("file:/models/digits-model/v1", 30_000));

  private static void tell(KVStore store, List<SparkListenerEvent> events) {
    RunListener listener = new RunListener(store);
    events.forEach(listener::onOtherEvent);
  }

  private static void assertAllIsKept(KVStore store) throws Exception {
    RunState run = store.read(RunState.class, RunState.KEY);
    assertThat(run.began()).isEqualTo(BEGAN);
    assertThat(run.published()).isEqualTo("file:/models/digits-model/v1");
    StageState layer = store.read(StageState.class, "layer 1");
    assertThat(layer.place()).isZero();
    assertThat(layer.round()).isEqualTo(3);
    assertThat(layer.rounds()).isEqualTo(30);
    assertThat(layer.loss()).isEqualTo(2);
    assertThat(layer.curve().points())
        .containsExactly(new Curve.Point(1, 8), new Curve.Point(3, 2));
    assertThat(layer.examplesPerSecond()).isEqualTo(100);
    assertThat(layer.workers()).hasSize(2);
    WorkerWork work = layer.workers().get(0);
    assertThat(work.worker()).isEqualTo("executor 0");
    assertThat(work.rounds()).isEqualTo(3);
    assertThat(work.examples()).isEqualTo(300);
    assertThat(work.sentBytes()).isEqualTo(120);
    assertThat(work.computingSeconds()).isBetween(0.2399, 0.2401);
    assertThat(store.read(StageState.class, "fine-tuning").place()).isEqualTo(1);
  }

  @Test
  void aRunIsKeptAsItGoesOn() throws Exception {
    KVStore store = new InMemoryStore();
    tell(store, EVENTS);
    assertAllIsKept(store);
  }

  /** So does the history server with a directory for its store. */
  @Test
  void itIsKeptOnADiskToo(@TempDir Path directory) throws Exception {
    try (RocksDB store = new RocksDB(directory.toFile(), new KVStoreScalaSerializer())) {
      tell(store, EVENTS);
      assertAllIsKept(store);
    }
  }

  @Test
  void theEventLogHasEveryEvent() throws Exception {
    KVStore store = new InMemoryStore();
    tell(
        store,
        EVENTS.stream()
            .map(
                event -> {
                  assertThat(event.logEvent()).isTrue();
                  String line = JsonProtocol.sparkEventToJsonString(event);
                  SparkListenerEvent read = JsonProtocol.sparkEventFromJson(line);
                  assertThat(read).isEqualTo(event);
                  return read;
                })
            .toList());
    assertAllIsKept(store);
  }

  @Test
  void aStageThatGoesBackIsAtItsEarlierRound() throws Exception {
    KVStore store = new InMemoryStore();
    tell(
        store,
        List.of(
            BEGAN,
            ended("layer 1", 1, 8, 10),
            ended("layer 1", 2, 7, 11),
            ended("layer 1", 1, 6, 12)));
    StageState layer = store.read(StageState.class, "layer 1");
    assertThat(layer.round()).isEqualTo(1);
    assertThat(layer.curve().points()).containsExactly(new Curve.Point(1, 6));
  }
}
