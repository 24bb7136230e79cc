package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.gate.GateResult;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of a model that is retrained, with data and registry on a real NameNode: good days, days
 * without data, a bad day, a day that is killed half-way, and two jobs at once.
 */
class RetrainIT {
  private static final String PLAN =
      """
      name: days
      data:
        unlabeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        labeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        test: {format: csv, path: days, label: 6, split: {salt: days, from: 0.6}}
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 6}
      retrain:
        newData: {settleSeconds: 0, leastKilobytes: 1}
        gates:
          paired: {margin: 0.2}
          structure: {rank: 0.5}
          inputs: {leastRows: 0.3, mostRows: 4, columnDistance: 0.2}
      """;

  @TempDir private Path directory;

  @Test
  void theHistoryIsWhatTheGatesSay() throws Exception {
    try (RetrainedDays days = new RetrainedDays(directory, "days", PLAN)) {
      theDaysPass(days);
      theHistoryIsRight(days);
      nothingIsLeftBehind(days);
    }
  }

  private static void theDaysPass(RetrainedDays days) throws Exception {
    days.write("/days/1.csv", day(1, 400, UnaryChange.NONE));
    LaminaCommand first = days.retrain("1");
    assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.DONE);
    assertThat(first.output()).contains("promoted    v1 is the champion");

    LaminaCommand again = days.retrain("again");
    assertThat(again.exitCode()).as(again.output()).isEqualTo(ExitCode.DONE);
    assertThat(again.output()).contains("nothing to do: no data are new since v1");

    days.write("/days/1.csv", day(1, 400, UnaryChange.NONE));
    LaminaCommand touched = days.retrain("again");
    assertThat(touched.output()).contains("nothing to do: no data are new since v1");
    LaminaCommand another = days.retrain("another", "--dry-run", "--set", "seed=7");
    assertThat(another.exitCode()).as(another.output()).isEqualTo(ExitCode.DONE);
    assertThat(another.output())
        .contains("plan: it is not the one that v1 was trained by", "dry run: it would train");

    days.write("/days/few.csv", "0.1,0.1,0.1,0.1,0.1,0.1,0\n".getBytes(UTF_8));
    LaminaCommand few = days.retrain("few");
    assertThat(few.exitCode()).as(few.output()).isEqualTo(ExitCode.DONE);
    assertThat(few.output())
        .contains("nothing to do: 1 new file, 0 kB, and retrain.newData.leastKilobytes is 1");

    days.write("/days/2.csv", day(2, 400, UnaryChange.NONE));
    try (LaminaProcess killed = days.start("2")) {
      killed.awaitLine("layer 1: done.*");
      killed.kill();
    }
    assertThat(days.champion().name()).isEqualTo("v1");
    days.aDayPasses();
    LaminaCommand second = days.retrain("2");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(ExitCode.DONE);
    assertThat(second.output()).contains("promoted    v2 is the champion");

    days.write("/days/3.csv", day(3, 1000, UnaryChange.INVERTED));
    LaminaCommand bad = days.retrain("3", "--executor-servers", "1");
    assertThat(bad.exitCode()).as(bad.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(bad.output()).contains("not promoted: v3 stays the challenger");
    assertThat(days.retrain("3again").output()).contains("nothing to do: v3 was trained on");

    days.write("/days/4.csv", day(4, 300, UnaryChange.NONE));
    LaminaCommand reused = days.retrain("2");
    assertThat(reused.exitCode()).as(reused.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(reused.output()).contains("is the directory of another retraining", "--run-dir");

    Lease.Held other = days.registry().lease("days", "retrain").take("somebody", Lease.VALID);
    LaminaCommand busy = days.retrain("4");
    assertThat(busy.exitCode()).as(busy.output()).isEqualTo(ExitCode.BUSY);
    assertThat(busy.output()).contains("is held by somebody");
    other.release();

    days.remove("/days/3.csv");
    days.write("/days/4.csv", day(4, 1000, UnaryChange.LABELS_SHUFFLED));
    days.write("/judging/4.csv", day(4, 1000, UnaryChange.LABELS_SHUFFLED));
    LaminaCommand guessing =
        days.retrain(
            "5", "--set", "data.test.path=judging", "--set", "retrain.gates.paired.largestRise=1");
    assertThat(guessing.exitCode()).as(guessing.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(guessing.output())
        .contains(
            "fail         floor of labels: Nothing in these rows tells the classes apart, neither"
                + " for the model nor for the champion (its error is 0.",
            "look at the labels of the new files");
  }

  private static void theHistoryIsRight(RetrainedDays days) {
    List<AliasEntry> history = days.history(Alias.CHAMPION);
    assertThat(history).extracting(AliasEntry::versionName).containsExactly("v1", "v2");
    assertThat(history)
        .extracting(entry -> entry.change().why())
        .containsExactly(AliasChange.Why.GATE, AliasChange.Why.GATE);
    List<AliasEntry> judged = days.history(Alias.CHALLENGER);
    assertThat(judged).extracting(AliasEntry::versionName).containsExactly("v1", "v2", "v3", "v4");
    assertThat(days.passed()).extracting(AliasEntry::versionName).containsExactly("v1", "v2");
    assertThat(days.record(judged.get(1)).champion())
        .contains(days.registry().version("days", 1).orElseThrow().manifest().id());
    assertThat(days.record(judged.get(2)).failures())
        .extracting(GateResult::gate)
        .contains("columns");
    assertThat(days.record(judged.get(3)).failures())
        .extracting(GateResult::gate)
        .containsExactly("floor of labels");
    days.registry().versions("days").forEach(days.registry()::verify);
  }

  private static void nothingIsLeftBehind(RetrainedDays days) throws IOException {
    List<String> files = days.files("/models");
    assertThat(files).noneMatch(file -> file.contains("/."));
    assertThat(files).filteredOn(file -> file.endsWith("/MANIFEST.json")).hasSize(4);
  }

  /** What is wrong with a day. */
  private enum UnaryChange {
    NONE,
    INVERTED,
    LABELS_SHUFFLED
  }

  /** Two classes that differ in every second column; the others are two patterns of their own. */
  private static byte[] day(int seed, int rows, UnaryChange change) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(2);
      int other = random.nextInt(2);
      for (int column = 0; column < 6; column++) {
        double base = 0.2 + 0.5 * (column % 2 == 0 ? label : other);
        double value = Math.min(1, Math.max(0, base + 0.05 * random.nextGaussian()));
        lines.append(
            String.format(
                Locale.ROOT, "%.5f,", change == UnaryChange.INVERTED ? 1 - value : value));
      }
      int written = change == UnaryChange.LABELS_SHUFFLED ? random.nextInt(2) : label;
      lines.append(written).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }
}
