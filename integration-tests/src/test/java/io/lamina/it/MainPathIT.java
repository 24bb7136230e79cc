package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The whole way, as a user goes it: data in, a published network and a report out. */
class MainPathIT {
  @TempDir private Path directory;

  @Test
  void demoEndsWithTheErrorTheModelAndTheReport() throws Exception {
    String[] arguments = {
      "demo",
      "--run-dir",
      "out",
      "--executors",
      "2",
      "--set",
      "data.unlabeled.examples=2000",
      "--set",
      "data.test.examples=500",
      "--set",
      "layers[0].epochs=1",
      "--set",
      "layers[1].epochs=1",
      "--set",
      "fineTune.epochs=8"
    };
    try (LaminaProcess run = LaminaProcess.start(directory, arguments)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .containsPattern("(?m)^test error  [0-9.]+ %$")
          .containsPattern("(?m)^ +labels +draws +model +test error +the network is better by$")
          .containsPattern("(?m)^ +300 +1 +.*[0-9.]+ %")
          .containsPattern("(?m)^ .*random start +[0-9.]+ % +-?[0-9.]+ points$")
          .containsPattern("(?m)^model +file:.*/models/demo/v1\nreport +out/report.html$");
    }
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**run.json");
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**report.html");
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**plan.yaml");
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**lamina.log");
    RunRecord record = new RunFiles(directory.resolve("out")).readRecord();
    assertThat(record.results().test().scratchError()).isPresent();
    assertThat(record.stages().layers()).hasSize(2);
    assertThat(record.setup().device().orElseThrow()).startsWith("cpu");
    assertThat(record.costs().spent())
        .containsKeys(Phase.START, Phase.READ, Phase.PREPARE, Phase.PRETRAIN, Phase.REPORT);
    assertThat(sumOfPhases(record)).isEqualTo(record.costs().spent().get(Phase.TOTAL));
  }

  private static Duration sumOfPhases(RunRecord record) {
    return record.costs().spent().entrySet().stream()
        .filter(entry -> entry.getKey() != Phase.TOTAL)
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Data from HDFS, the model to HDFS, and the network by DL4J's own reader. */
  @Test
  void readsFromAndPublishesToHdfs() throws Exception {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("dfs").toString());
    try (MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build()) {
      hdfs.waitActive();
      FileSystem files = hdfs.getFileSystem();
      writeDigits(files, 9, 400, "/digits/unlabeled/part-0.csv", false);
      writeDigits(files, 8, 300, "/digits/labeled.csv", true);
      writeDigits(files, 7, 200, "/digits/test.csv", true);
      Files.writeString(directory.resolve("plan.yaml"), csvPlan(files.getUri() + "/models"));
      String[] arguments = {
        "train", "plan.yaml", "--data", files.getUri() + "/digits", "--run-dir", "run"
      };
      try (LaminaProcess run = LaminaProcess.start(directory, arguments)) {
        assertThat(run.exitCode()).as(run.output()).isZero();
      }
      RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
      ModelRegistry registry = ModelRegistry.at(files.getUri() + "/models", conf);
      PublishedVersion version = registry.latest("from-hdfs").orElseThrow();
      registry.verify(version);

      assertThat(record.results().model()).contains(version.location());
      assertThat(evaluation(registry, version))
          .isEqualTo(record.results().test().evaluation().orElseThrow());
    }
  }

  private static String csvPlan(String registry) {
    return """
    name: from-hdfs
    description: Digits from CSV files
    data:
      unlabeled: {format: csv, path: unlabeled, range: {low: 0, high: 255}}
      labeled: {format: csv, path: labeled.csv, label: 0, range: {low: 0, high: 255}}
      test: {format: csv, path: test.csv, label: 0, range: {low: 0, high: 255}}
      classes: 10
      image: 28x28
    shards: 3
    layers:
      - {kind: autoencoder, units: 40, activation: tanh, loss: squared-error, corruption: {kind: masking, amount: 0.2}, learningRate: 0.01, batchSize: 20, epochs: 3}
    averaging: {localSteps: 10}
    fineTune: {learningRate: 0.1, batchSize: 10, epochs: 20}
    publish: {registry: '%s'}
    resources: {executorMemory: 840m}
    """
        .formatted(registry);
  }

  private static void writeDigits(
      FileSystem files, long seed, int examples, String path, boolean labeled) throws IOException {
    DigitGenerator digits = new DigitGenerator(seed);
    StringBuilder csv = new StringBuilder();
    for (int index = 0; index < examples; index++) {
      if (labeled) {
        csv.append(digits.label(index)).append(',');
      }
      byte[] pixels = digits.pixels(index);
      for (int k = 0; k < pixels.length; k++) {
        csv.append(k == 0 ? "" : ",").append(pixels[k] & 0xFF);
      }
      csv.append('\n');
    }
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    try (var out = files.create(file)) {
      out.write(csv.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** What DL4J makes of the test digits with the published network. */
  private Evaluation evaluation(ModelRegistry registry, PublishedVersion version)
      throws IOException {
    Path file = directory.resolve("network.zip");
    try (InputStream network = registry.open(version, "network.zip")) {
      Files.copy(network, file);
    }
    MultiLayerNetwork network = MultiLayerNetwork.load(file.toFile(), false);
    DigitGenerator digits = new DigitGenerator(7);
    float[][] values = new float[200][784];
    int[] labels = new int[200];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = digits.label(index);
      byte[] pixels = digits.pixels(index);
      for (int k = 0; k < pixels.length; k++) {
        values[index][k] = (pixels[k] & 0xFF) / 255f;
      }
    }
    INDArray output = network.output(Nd4j.create(values));
    return Evaluation.of(10, labels, output.argMax(1).toIntVector());
  }

  /** Codes of a layer that exceed the executor's memory go to disk, and the run goes on. */
  @Test
  void dataLargerThanTheExecutorsMemorySpills() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    String[] arguments = {
      "train",
      "plan.yaml",
      "--run-dir",
      "run",
      "--executors",
      "1",
      "--set",
      "data.unlabeled.examples=90000",
      "--set",
      "layers[0].units=500",
      "--set",
      "layers[0].rounds=1",
      "--set",
      "layers[1].rounds=1",
      "--set",
      "fineTune.rounds=1"
    };
    try (LaminaProcess run = LaminaProcess.start(directory, arguments)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(Files.readString(directory.resolve("run/executor-0.log")))
        .containsPattern("block rdd_[0-9_]+ to disk");
  }
}
