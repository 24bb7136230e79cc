package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
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
  static final String PLAN =
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

  private static final String NIGHTS =
      """
      name: nights
      data:
        unlabeled: {format: csv, path: nights, label: 6, split: {salt: days, to: 0.6}}
        labeled: {format: csv, path: nights, label: 6, split: {salt: days, to: 0.6}}
        test: {format: csv, path: nights, label: 6, split: {salt: days, from: 0.6}}
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 6}
      resources: {executorMemory: 840m}
      publish: {registry: "hdfs:///models"}
      retrain:
        newData: {settleSeconds: 0, leastKilobytes: 1}
        gates:
          paired: {margin: 0.2}
          structure: {rank: 0.5}
          inputs: {leastRows: 0.3, mostRows: 4, columnDistance: 0.2}
      """;

  /** Where applications keep what is theirs, on HDFS. */
  private static final String STAGING = "/user/*/.sparkStaging";

  @TempDir private static Path directory;
  private static YarnCluster yarn;
  private static String embedded;

  @BeforeAll
  static void trainOnTheEmbeddedCluster() throws Exception {
    Files.createDirectory(directory.resolve("days"));
    for (int file = 1; file <= 4; file++) {
      Files.write(directory.resolve("days/" + file + ".csv"), day(file, 100));
    }
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    Files.writeString(directory.resolve("nights.yaml"), NIGHTS);
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
    embedded = digest("embedded");
    yarn = new YarnCluster(directory);
    for (int file = 1; file <= 4; file++) {
      yarn.write("/data/days/" + file + ".csv", day(file, 100));
    }
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
  }

  /** The libraries are sent with the run. */
  @Test
  void aDriverOnTheEdgeNodeTrains() throws Exception {
    try (LaminaProcess run =
        yarn.submit(
            Map.of("LAMINA_LIBRARIES", ""),
            "train",
            "plan.yaml",
            "--data",
            "hdfs:///data",
            "--run-dir",
            "client")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).doesNotContain(" INFO ");
    }

    RunRecord record = new RunFiles(directory.resolve("client")).readRecord();
    assertThat(record.results().parametersSha256()).contains(embedded);
    assertThat(yarn.published("days").results().parametersSha256()).contains(embedded);
  }

  /** The container's own directory, with the run's, ends with the driver: HDFS has all. */
  @Test
  void aDriverInYarnThatIsKilledGoesOnByItself() throws Exception {
    try (LaminaProcess run =
        inYarn(
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

    RunRecord record = yarn.published("cluster");
    // The driver may die while it writes the first checkpoint of layer 2.
    assertThat(record.stages().resumedAt().orElseThrow()).matches("layer 1, its end|layer 2.*");
    assertThat(record.results().parametersSha256()).contains(embedded);
    assertThat(yarn.registry().versions("cluster")).hasSize(1);
    assertThat(yarn.exists(STAGING + "/*")).isFalse();
  }

  /**
   * A night with a driver here; one with a driver in YARN, which is killed, and goes on with the
   * files that it began with; and one in which nothing is new.
   */
  @Test
  void nightsAreTrainedPromotedAndScored() throws Exception {
    addNight(1);
    try (LaminaProcess first = yarn.submit(Map.of(), nightly("--run-dir", "first"))) {
      assertThat(first.exitCode()).as(first.output()).isZero();
      assertThat(first.output()).contains("promoted    v1 is the champion");
    }

    addNight(2);
    try (LaminaProcess second = inYarn(nightly())) {
      yarn.awaitFile(STAGING + "/*/data.json");
      yarn.write("/data/nights/late.csv", day(3, 400));
      yarn.killDrivers();
      assertThat(second.exitCode()).as(second.output()).isZero();
    }
    yarn.remove("/data/nights/late.csv");
    assertThat(champion()).isEqualTo("v2");
    assertThat(yarn.registry().versions("nights")).hasSize(2);

    try (LaminaProcess third = inYarn(nightly())) {
      assertThat(third.exitCode()).as(third.output()).isZero();
    }
    assertThat(champion()).isEqualTo("v2");

    LaminaCommand local = LaminaCommand.train(directory, "nights.yaml", "local");
    assertThat(local.exitCode()).as(local.output()).isZero();
    assertThat(yarn.published("nights").results().parametersSha256()).contains(digest("local"));
  }

  private static String champion() {
    return yarn.registry().champion("nights").orElseThrow().name();
  }

  @Test
  void scoresAreThoseOfThisMachine() throws Exception {
    String registry = "publish.registry=" + yarn.uri("/models");
    LaminaCommand trained =
        LaminaCommand.train(
            directory, "plan.yaml", "scored", "--set", registry, "--set", "publish.model=scored");
    assertThat(trained.exitCode()).as(trained.output()).isZero();
    LaminaCommand local =
        LaminaCommand.run(
            concat(
                scoring(directory.resolve("scores").toString()),
                "--master",
                "local[2]",
                "--run-dir",
                directory.resolve("scoring").toString()));
    assertThat(local.exitCode()).as(local.output()).isZero();
    List<String> expected = rows(directory.resolve("scores").toString());
    assertThat(expected).hasSize(400);

    try (LaminaProcess here = yarn.submit(Map.of(), scoring("hdfs:///scores/here"))) {
      assertThat(here.exitCode()).as(here.output()).isZero();
      assertThat(here.output()).contains("scored 400 rows");
    }
    try (LaminaProcess there = inYarn(scoring("hdfs:///scores/there"))) {
      assertThat(there.exitCode()).as(there.output()).isZero();
    }
    assertThat(rows(yarn.uri("/scores/here"))).isEqualTo(expected);
    assertThat(rows(yarn.uri("/scores/there"))).isEqualTo(expected);
  }

  /** Those of a scored table, in an order that does not depend on who wrote which. */
  private static List<String> rows(String table) throws IOException {
    try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
      List<String> rows = spark.read().parquet(table).toJSON().collectAsList();
      return rows.stream().sorted().toList();
    }
  }

  private static void addNight(int number) throws IOException {
    String file = "nights/" + number + ".csv";
    Files.createDirectories(directory.resolve("nights"));
    Files.write(directory.resolve(file), day(number, 400));
    yarn.write("/data/" + file, day(number, 400));
  }

  private static String[] nightly(String... more) {
    return concat(
        new String[] {
          "retrain", directory.resolve("nights.yaml").toString(), "--data", "hdfs:///data"
        },
        more);
  }

  private static String[] scoring(String output) {
    return new String[] {
      "score",
      "scored",
      yarn.uri("/data/days"),
      "--registry",
      yarn.uri("/models"),
      "--output",
      output,
    };
  }

  /**
   * Reading has more tasks than there are executors, so others come; a stage has fewer, so they go.
   */
  @Test
  void executorsComeAndGo() throws Exception {
    yarn.makeDirectory("/events");
    try (LaminaProcess run =
        yarn.submit(
            Map.of(),
            "--conf",
            "spark.shuffle.service.enabled=true",
            "--conf",
            "spark.dynamicAllocation.enabled=true",
            "--conf",
            "spark.dynamicAllocation.maxExecutors=3",
            "--conf",
            "spark.dynamicAllocation.executorIdleTimeout=1s",
            "--conf",
            "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s",
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.rolling.enabled=false",
            "--conf",
            "spark.eventLog.compress=false",
            "--conf",
            "spark.eventLog.dir=hdfs:///events",
            "train",
            "plan.yaml",
            "--data",
            "hdfs:///data",
            "--set",
            "publish.model=elastic",
            "--run-dir",
            "elastic")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(digest("elastic")).isEqualTo(embedded);
    List<String> events = yarn.lines("/events/*");
    assertThat(events).filteredOn(ofKind("SparkListenerExecutorAdded")).hasSizeGreaterThan(1);
    assertThat(events).filteredOn(ofKind("SparkListenerExecutorRemoved")).isNotEmpty();
  }

  private static Predicate<String> ofKind(String event) {
    return line -> line.startsWith("{\"Event\":\"" + event + "\"");
  }

  /** The second attempt, which YARN starts, gives the first one's answer. */
  @Test
  void aCommandThatFailsInYarnFailsHere() throws Exception {
    try (LaminaProcess run = inYarn("train", "plan.yaml", "--set", "layers[0].units=-1")) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("the command ended with exit code 2");
    }
  }

  /** With the driver in YARN. */
  private static LaminaProcess inYarn(String... arguments) throws IOException {
    return yarn.submit(Map.of(), concat(new String[] {"--deploy-mode", "cluster"}, arguments));
  }

  private static String[] concat(String[] first, String... then) {
    return Stream.of(first, then).flatMap(Stream::of).toArray(String[]::new);
  }

  /** The digest of the parameters that a run on this machine has found. */
  private static String digest(String run) throws IOException {
    return new RunFiles(directory.resolve(run))
        .readRecord()
        .results()
        .parametersSha256()
        .orElseThrow();
  }

  /** Two classes that differ in every second column; the others are patterns of their own. */
  static byte[] day(int seed, int rows) {
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
