package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.s3a.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of a model that has all of its files on S3: data, checkpoints, registry, and scores; by
 * executors in processes of their own, with the keys in the environment. Not part of the build:
 * {@code mvn verify -Ps3a}.
 */
@Tag("s3a")
class S3IT {
  private static final String MODEL = "days";
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
      checkpoints: {rounds: 2, directory: '%s'}
      publish: {registry: '%s'}
      retrain:
        newData: {settleSeconds: 0}
        gates:
          paired: {margin: 0.2}
          structure: {rank: 0.5}
          inputs: {leastRows: 0.3, mostRows: 4, columnDistance: 0.2}
      """;

  private static final int ROWS = 400;

  @TempDir private Path directory;
  private S3Server server;
  private Configuration settings;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(Files.createDirectory(directory.resolve("s3")), "nights", true);
    settings = server.hadoop();
    Files.writeString(
        directory.resolve("plan.yaml"),
        PLAN.formatted(server.location("checkpoints"), server.location("models")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void nightsAreTrainedPromotedAndScoredWithAllFilesOnS3() throws Exception {
    day(1);
    assertThat(retrain("1", ExitCode.DONE)).contains("promoted    v1 is the champion");
    assertThat(retrain("again", ExitCode.DONE)).contains("nothing to do: no data are new since v1");

    day(2);
    try (LaminaProcess killed = process(retraining("2"))) {
      killed.awaitLine("layer 1: done.*");
      killed.kill();
    }
    assertThat(objects("checkpoints")).isNotEmpty();
    aTimePasses();
    assertThat(retrain("2", ExitCode.DONE)).contains("promoted    v2 is the champion");
    assertThat(record("2").stages().resumedAt()).isPresent();
    assertThat(objects("checkpoints")).isEmpty();
    historyIsRight();

    scoresAreWholeOrNotThere();
    nobodyTellsTheKey();
  }

  private void historyIsRight() {
    ModelRegistry registry = ModelRegistry.at(server.location("models"), settings);
    assertThat(registry.alias(MODEL, Alias.CHAMPION).history())
        .extracting(AliasEntry::versionName)
        .containsExactly("v1", "v2");
    registry.versions(MODEL).forEach(registry::verify);
  }

  private void scoresAreWholeOrNotThere() throws Exception {
    try (LaminaProcess killed = process(scoring())) {
      killed.awaitLine("scoring with .*");
      while (objects("scores").isEmpty()) {
        assertThat(killed.isAlive()).as(killed.output()).isTrue();
      }
      killed.kill();
    }
    assertThat(objects("scores"))
        .contains("_WRITING")
        .doesNotContain("_SUCCESS")
        .noneMatch(S3IT::isVisible);

    assertThat(run(ExitCode.DONE, scoring())).contains("scored 800 rows");
    assertThat(objects("scores"))
        .contains("_SUCCESS")
        .noneMatch(name -> name.startsWith("_WRITING") || name.contains("__magic"))
        .anyMatch(S3IT::isVisible);

    assertThat(run(ExitCode.REFUSED, scoring())).contains("/scores exists already (remove it");
    assertThat(
            run(
                ExitCode.REFUSED,
                List.of("-Dspark.hadoop.fs.s3a.committer.magic.enabled=false"),
                scoring()))
        .contains(
            "this S3A cannot keep files from sight until all are written (set"
                + " fs.s3a.committer.magic.enabled to true)");
  }

  /** What readers of a table see. */
  private static boolean isVisible(String object) {
    return Stream.of(object.split("/")).noneMatch(step -> step.startsWith("_"));
  }

  /** Neither the files of a run nor what was published have it. */
  private void nobodyTellsTheKey() throws IOException {
    String secret = settings.get("fs.s3a.secret.key");
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals("s3proxy.properties"))
              .filter(file -> !file.toString().endsWith(".jar"))
              .toList();
      assertThat(all).hasSizeGreaterThan(10);
      for (Path file : all) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .as(file.toString())
            .doesNotContain(secret);
      }
    }
  }

  private String retrain(String run, int expected) throws Exception {
    return run(expected, retraining(run));
  }

  private String[] retraining(String run) {
    return new String[] {
      "retrain",
      directory.resolve("plan.yaml").toString(),
      "--data",
      server.location(""),
      "--run-dir",
      directory.resolve("run" + run).toString(),
      "--executors",
      "2"
    };
  }

  private String[] scoring() {
    return new String[] {
      "score",
      MODEL,
      server.location("days"),
      "--registry",
      server.location("models"),
      "--output",
      server.location("scores"),
      "--executors",
      "2"
    };
  }

  private String run(int expected, String... arguments) throws Exception {
    return run(expected, List.of(), arguments);
  }

  private String run(int expected, List<String> options, String... arguments) throws Exception {
    try (LaminaProcess process = process(options, arguments)) {
      int code = process.exitCode();
      assertThat(code).as(process.output()).isEqualTo(expected);
      assertThat(process.output()).doesNotContain(settings.get("fs.s3a.secret.key"));
      return process.output();
    }
  }

  private LaminaProcess process(String... arguments) throws IOException {
    return process(List.of(), arguments);
  }

  /** The keys are in the environment: everybody may read the command line of a process. */
  private LaminaProcess process(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    for (String name :
        List.of("fs.s3a.endpoint", "fs.s3a.endpoint.region", "fs.s3a.path.style.access")) {
      command.add("-Dspark.hadoop." + name + "=" + settings.get(name));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", LaminaProcess.classPath(), "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = LaminaProcess.builder(directory, command);
    builder.environment().put("AWS_ACCESS_KEY_ID", settings.get("fs.s3a.access.key"));
    builder.environment().put("AWS_SECRET_ACCESS_KEY", settings.get("fs.s3a.secret.key"));
    return LaminaProcess.of(builder);
  }

  private RunRecord record(String run) throws IOException {
    return RunRecord.fromJson(Files.readString(directory.resolve("run" + run + "/run.json")));
  }

  /** The objects below a directory of the bucket, without the markers of directories. */
  private List<String> objects(String below) throws IOException {
    Path top = server.bucket().resolve(below);
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> top.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** As it would be after five minutes without a sign of life. */
  private void aTimePasses() throws IOException {
    for (String object : objects("models/" + MODEL + "/leases")) {
      if (object.endsWith(".alive")) {
        Files.setLastModifiedTime(
            server.bucket().resolve("models/" + MODEL + "/leases/" + object),
            FileTime.fromMillis(System.currentTimeMillis() - 2 * Lease.VALID.toMillis()));
      }
    }
  }

  /** Two classes that differ in every second column; the others are two patterns of their own. */
  private void day(int seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      int label = random.nextInt(2);
      int other = random.nextInt(2);
      for (int column = 0; column < 6; column++) {
        double base = 0.2 + 0.5 * (column % 2 == 0 ? label : other);
        double value = Math.min(1, Math.max(0, base + 0.05 * random.nextGaussian()));
        lines.append(String.format(Locale.ROOT, "%.5f,", value));
      }
      lines.append(label).append('\n');
    }
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(server.location("days/" + seed + ".csv"));
    try (OutputStream out = FileSystem.get(file.toUri(), settings).create(file)) {
      out.write(lines.toString().getBytes(UTF_8));
    }
  }
}
