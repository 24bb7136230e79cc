package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/yarn.sh} on a real YARN with a real HDFS: whatever YARN does, the bits are those of
 * the embedded cluster. Not part of the build: {@code mvn verify -Pyarn}.
 */
@Tag("yarn")
class YarnIT {
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
        - {kind: rbm, units: 16, chain: persistent, learningRate: 0.05, batchSize: 10, rounds: 40}
        - {kind: autoencoder, units: 8, learningRate: 0.5, batchSize: 10, rounds: 40}
      fineTune: {learningRate: 0.5, batchSize: 10, rounds: 20}
      resources: {executorMemory: 840m}
      checkpoints: {rounds: 2}
      publish: {registry: "hdfs:///models"}
      retrain: {newData: {settleSeconds: 0, leastKilobytes: 1}}
      """;

  /** Where applications keep what is theirs, on HDFS. */
  private static final String STAGING = "/user/*/.sparkStaging";

  @TempDir private static Path directory;
  private static YarnCluster yarn;
  private static String embedded;

  @BeforeAll
  static void trainOnTheEmbeddedCluster() throws Exception {
    Files.createDirectory(directory.resolve("days"));
    Files.write(directory.resolve("days/1.csv"), day(1, 400));
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    try (LaminaProcess run =
        LaminaProcess.start(
            directory,
            "train",
            "plan.yaml",
            "--run-dir",
            "embedded",
            "--set",
            "publish.registry=" + directory.resolve("models"))) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    embedded =
        new RunFiles(directory.resolve("embedded"))
            .readRecord()
            .results()
            .parametersSha256()
            .orElseThrow();
    yarn = new YarnCluster(directory);
    yarn.write("/data/days/1.csv", day(1, 400));
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
  }

  @Test
  void aDriverOnTheEdgeNodeTrains() throws Exception {
    try (LaminaProcess run =
        yarn.submit(
            Map.of(), "train", "plan.yaml", "--data", "hdfs:///data", "--run-dir", "client")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).doesNotContain(" INFO ");
    }

    RunRecord record = new RunFiles(directory.resolve("client")).readRecord();
    assertThat(record.results().parametersSha256()).contains(embedded);
    assertThat(published("days").results().parametersSha256()).contains(embedded);
  }

  /** The container's own directory, with the run's, ends with the driver: HDFS has all. */
  @Test
  void aDriverInYarnThatIsKilledGoesOnByItself() throws Exception {
    try (LaminaProcess run =
        yarn.submit(
            Map.of(),
            "--deploy-mode",
            "cluster",
            "train",
            directory.resolve("plan.yaml").toString(),
            "--data",
            "hdfs:///data",
            "--set",
            "publish.model=cluster")) {
      yarn.awaitFile(STAGING + "/*/lamina-checkpoints/layer-2/*");
      yarn.killDrivers();
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    RunRecord record = published("cluster");
    // The driver may die while it writes the first checkpoint of layer 2.
    assertThat(record.stages().resumedAt().orElseThrow()).matches("layer 1, its end|layer 2.*");
    assertThat(record.results().parametersSha256()).contains(embedded);
    assertThat(registry("hdfs:///models").versions("cluster")).hasSize(1);
    assertThat(yarn.exists(STAGING + "/*")).isFalse();
  }

  @Test
  void aCommandThatFailsInYarnFailsHere() throws Exception {
    try (LaminaProcess run =
        yarn.submit(
            Map.of(),
            "--deploy-mode",
            "cluster",
            "--conf",
            "spark.yarn.maxAppAttempts=1",
            "train",
            "plan.yaml",
            "--set",
            "layers[0].units=-1")) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("the command ended with exit code 2");
    }
  }

  private static ModelRegistry registry(String location) {
    return ModelRegistry.at(location, yarn.hadoop());
  }

  /** The record of the newest version of a model. */
  private static RunRecord published(String model) throws IOException {
    ModelRegistry registry = registry("hdfs:///models");
    PublishedVersion version = registry.latest(model).orElseThrow();
    try (InputStream in = registry.open(version, "run.json")) {
      return RunRecord.fromJson(new String(in.readAllBytes(), UTF_8));
    }
  }

  /** Two classes that differ in every second column; the others are patterns of their own. */
  private static byte[] day(int seed, int rows) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      int kind = random.nextInt(2);
      for (int column = 0; column < 6; column++) {
        int level = column % 2 == 0 ? kind : row % 3 / 2;
        lines.append(
            String.format(Locale.ROOT, "%.4f,", 0.2 + 0.5 * level + 0.2 * random.nextDouble()));
      }
      lines.append(kind).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }
}
