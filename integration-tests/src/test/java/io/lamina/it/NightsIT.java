package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.run.RunOrigin;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of a model whose layers begin from the champion's: killed and gone on with, trained once
 * more, and left alone because the data have not drifted.
 */
class NightsIT {
  private static final String PLAN =
      """
      name: days
      data:
        unlabeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        labeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        test: {format: csv, path: days, label: 6, split: {salt: days, from: 0.6}}
        classes: 2
        preprocessing: [{kind: min-max}]
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
        - {kind: rbm, units: 3, learningRate: 0.1, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 2}
      checkpoints: {rounds: 2}
      retrain:
        newData: {settleSeconds: 0}
        start: {kind: warm}
      """;

  @TempDir private Path directory;

  @Test
  void aWarmRunIsTheSameAfterAKillAndWhenItsPlanIsTrainedAgain() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    day(1);
    LaminaCommand first = retrain("1", "--force", "ann", "--reason", "the first");
    assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.DONE);
    assertThat(first.output()).doesNotContain("begin from");
    assertThat(record("v1").origin().ancestor()).isEmpty();

    day(2);
    try (LaminaProcess killed = LaminaProcess.start(directory, arguments("2"))) {
      killed.awaitLine("layer 1: done.*");
      killed.kill();
    }
    releaseTheLeaseOfTheDead();
    LaminaCommand second = retrain("2", "--force", "ann", "--reason", "the second");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(ExitCode.DONE);
    assertThat(second.output()).contains("the layers begin from days@v1 (shrink 0.6, noise 0.01)");
    RunRecord warm = record("v2");
    assertThat(warm.stages().resumedAt()).isPresent();
    String digest = record("v1").results().parametersSha256().orElseThrow();
    assertThat(warm.origin().ancestor()).contains(new RunOrigin.Ancestor("days@v1", digest));
    assertThat(file("v2", "preprocessing.json")).isEqualTo(file("v1", "preprocessing.json"));

    Files.writeString(directory.resolve("again.yaml"), file("v2", "plan.yaml"));
    LaminaCommand again = LaminaCommand.train(directory, "again.yaml", "again");
    assertThat(again.exitCode()).as(again.output()).isEqualTo(ExitCode.DONE);
    assertThat(record("v3").results().parametersSha256())
        .isEqualTo(warm.results().parametersSha256());

    day(3);
    LaminaCommand same = retrain("same", "--on-drift");
    assertThat(same.exitCode()).as(same.output()).isEqualTo(ExitCode.DONE);
    assertThat(same.output())
        .contains("beside days@v2: no drift", "nothing to do: the new data are no reason to train");
    day(4, 0.2);
    LaminaCommand moved = retrain("moved", "--on-drift", "--dry-run");
    assertThat(moved.output()).contains("beside days@v2: drift");
    assertThat(registry().versions("days")).hasSize(3);

    LaminaCommand other = retrain("3", "--set", "layers[1].units=5");
    assertThat(other.exitCode()).as(other.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(other.output())
        .contains(
            "the layers cannot begin from days@v2: layers[1].units is 3 there, and 5 in this plan"
                + " (use retrain.start.kind: cold)");
  }

  private LaminaCommand retrain(String day, String... more) {
    return LaminaCommand.run(arguments(day, more));
  }

  private String[] arguments(String day, String... more) {
    String[] training = LaminaCommand.training(directory, "plan.yaml", "run" + day, more);
    training[0] = "retrain";
    return training;
  }

  private RunRecord record(String version) throws IOException {
    return RunRecord.fromJson(file(version, "run.json"));
  }

  private String file(String version, String name) throws IOException {
    PublishedVersion found =
        registry().version("days", Integer.parseInt(version.substring(1))).orElseThrow();
    try (InputStream in = registry().open(found, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ModelRegistry registry() {
    return ModelRegistry.at(directory.resolve("models").toString(), new Configuration());
  }

  /** As it would be after five minutes without a sign of life. */
  private void releaseTheLeaseOfTheDead() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("models/days/leases"))) {
      for (Path alive : files.filter(it -> it.toString().endsWith(".alive")).toList()) {
        Files.setLastModifiedTime(
            alive, FileTime.fromMillis(System.currentTimeMillis() - 2 * Lease.VALID.toMillis()));
      }
    }
  }

  private void day(int seed) throws IOException {
    day(seed, 0);
  }

  private void day(int seed, double moved) throws IOException {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      int label = random.nextInt(2);
      int other = random.nextInt(2);
      for (int column = 0; column < 6; column++) {
        double base = 0.2 + moved + 0.5 * (column % 2 == 0 ? label : other);
        double value = Math.min(1, Math.max(0, base + 0.05 * random.nextGaussian()));
        lines.append(String.format(Locale.ROOT, "%.5f,", value));
      }
      lines.append(label).append('\n');
    }
    Files.createDirectories(directory.resolve("days"));
    Files.writeString(directory.resolve("days/day" + seed + ".csv"), lines.toString());
  }
}
