package io.lamina.jobs.run.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers did, round by round and added up. */
class RoundsFileTest {
  private static RoundReport round(String stage, int round, double loss, String... workers) {
    Map<String, WorkerEffort> efforts = new TreeMap<>();
    for (String worker : workers) {
      efforts.put(
          worker,
          new WorkerEffort(
              500,
              Duration.ofMillis(1_251),
              Duration.ofMillis(125),
              Duration.ofMillis(1),
              4000,
              2000));
    }
    return new RoundReport(stage, round, 9, loss, new TreeMap<>(efforts));
  }

  @Test
  void aLineForEachRoundAndWorkerIsAddedToThoseBefore(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("rounds.csv");
    try (RoundsFile rounds = RoundsFile.open(file, false)) {
      rounds.report(round("layer 1", 1, 0.5, "executor 1", "executor 0"));
      assertThat(file).content().endsWith("2000\n");
    }
    try (RoundsFile rounds = RoundsFile.open(file, true)) {
      rounds.report(round("layer 1", 2, Double.NaN, "executor 2"));
    }
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "stage,round,loss,worker,examples,computing,waiting,sending,sentBytes,receivedBytes",
            "layer 1,1,0.5,executor 0,500,1.2510,0.1250,0.0010,4000,2000",
            "layer 1,1,0.5,executor 1,500,1.2510,0.1250,0.0010,4000,2000",
            "layer 1,2,,executor 2,500,1.2510,0.1250,0.0010,4000,2000");
  }

  /** A run that failed gives way. */
  @Test
  void aRunThatBeginsHasNoLinesOfAnother(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("rounds.csv"), "lines\nof another run\n");
    try (RoundsFile rounds = RoundsFile.open(file, false)) {
      rounds.report(round("layer 1", 1, 0.5, "executor 1"));
    }
    assertThat(Files.readAllLines(file)).hasSize(2).first().asString().startsWith("stage,round,");
  }

  @Test
  void aStageWithACommaInItsNameIsOneColumn(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("rounds.csv");
    try (RoundsFile rounds = RoundsFile.open(file, true)) {
      rounds.report(round("50 labels, draw 1", 1, 0.5, "executor 1"));
    }
    assertThat(Files.readAllLines(file).get(1))
        .startsWith("\"50 labels, draw 1\",1,0.5,executor 1,");
  }

  @Test
  void aFullDiskIsNamed(@TempDir Path directory) throws IOException {
    assumeThat(Path.of("/dev/full")).exists();
    Path file = Files.createSymbolicLink(directory.resolve("rounds.csv"), Path.of("/dev/full"));
    assertThatThrownBy(() -> RoundsFile.open(file, true))
        .hasMessageStartingWith("cannot write " + file + ": No space left on device (");
  }

  @Test
  void effortsAreAddedUpByStageAndWorker() {
    WorkerRecords records = new WorkerRecords();
    records.report(round("layer 2", 1, 1, "executor 1", "executor 0"));
    records.report(round("layer 2", 2, 1, "executor 0"));
    records.report(round("fine-tuning", 1, 1, "executor 0"));

    List<WorkerRecord> all = records.all();
    assertThat(all)
        .extracting(WorkerRecord::stage)
        .containsExactly("layer 2", "layer 2", "fine-tuning");
    assertThat(all.get(0).worker()).isEqualTo("executor 0");
    assertThat(all.get(0).rounds()).isEqualTo(2);
    assertThat(all.get(0).effort().examples()).isEqualTo(1000);
    assertThat(all.get(0).effort().computing()).isEqualTo(Duration.ofMillis(2502));
    assertThat(all.get(0).effort().idle()).isCloseTo(126.0 / 1377, within(1e-9));
    assertThat(all.get(1).rounds()).isEqualTo(1);
  }
}
