package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
      checkpoints: {rounds: 2}
      retrain:
        newData: {settleSeconds: 0, leastKilobytes: 1}
        gates:
          paired: {margin: 0.2}
          structure: {rank: 0.5}
          inputs: {leastRows: 0.3, mostRows: 4, columnDistance: 0.2}
      """;

  @TempDir private static Path directory;
  private static MiniDFSCluster hdfs;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitActive();
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown();
  }

  @Test
  void theHistoryIsWhatTheGatesSay() throws Exception {
    day(1, 400, UnaryChange.NONE);
    LaminaCommand first = retrain("1");
    assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.DONE);
    assertThat(first.output()).contains("promoted    v1 is the champion");

    LaminaCommand again = retrain("again");
    assertThat(again.exitCode()).as(again.output()).isEqualTo(ExitCode.DONE);
    assertThat(again.output()).contains("nothing to do: no file is new since v1");

    write("days/few.csv", "0.1,0.1,0.1,0.1,0.1,0.1,0\n");
    LaminaCommand few = retrain("few");
    assertThat(few.exitCode()).as(few.output()).isEqualTo(ExitCode.DONE);
    assertThat(few.output())
        .contains("nothing to do: 1 new file, 0 kB, and retrain.newData.leastKilobytes is 1");

    day(2, 400, UnaryChange.NONE);
    try (LaminaProcess killed = LaminaProcess.start(directory, arguments("2"))) {
      killed.awaitLine("layer 1: done.*");
      killed.kill();
    }
    assertThat(champion().name()).isEqualTo("v1");
    releaseTheLeaseOfTheDead();
    LaminaCommand second = retrain("2");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(ExitCode.DONE);
    assertThat(second.output()).contains("promoted    v2 is the champion");

    day(3, 1000, UnaryChange.INVERTED);
    LaminaCommand bad = retrain("3");
    assertThat(bad.exitCode()).as(bad.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(bad.output()).contains("not promoted: v3 stays the challenger");
    assertThat(retrain("3again").output()).contains("nothing to do: v3 was trained on");

    Lease.Held other = registry().lease("days", "retrain").take("somebody", Lease.VALID);
    LaminaCommand busy = retrain("4");
    assertThat(busy.exitCode()).as(busy.output()).isEqualTo(ExitCode.BUSY);
    assertThat(busy.output()).contains("is held by somebody");
    other.release();

    theHistoryIsRight();
    nothingIsLeftBehind();
  }

  private void theHistoryIsRight() {
    List<AliasEntry> history = registry().alias("days", Alias.CHAMPION).history();
    assertThat(history).extracting(AliasEntry::versionName).containsExactly("v1", "v2");
    assertThat(history)
        .extracting(entry -> entry.change().why())
        .containsExactly(AliasChange.Why.GATE, AliasChange.Why.GATE);
    List<AliasEntry> judged = registry().alias("days", Alias.CHALLENGER).history();
    assertThat(judged).extracting(AliasEntry::versionName).containsExactly("v1", "v2", "v3");
    assertThat(record(judged.get(1)).passes()).isTrue();
    assertThat(record(judged.get(1)).champion()).contains(version(1).manifest().id());
    assertThat(record(judged.get(2)).failures()).extracting(GateResult::gate).contains("columns");
    registry().versions("days").forEach(registry()::verify);
  }

  private void nothingIsLeftBehind() throws IOException {
    List<String> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found =
        hdfs.getFileSystem().listFiles(new org.apache.hadoop.fs.Path("/models"), true);
    while (found.hasNext()) {
      files.add(found.next().getPath().toUri().getPath());
    }
    assertThat(files).noneMatch(file -> file.contains("/."));
    assertThat(files).filteredOn(file -> file.endsWith("/MANIFEST.json")).hasSize(3);
  }

  private GateRecord record(AliasEntry entry) {
    byte[] json =
        registry().records("days").find(entry.change().gates().orElseThrow()).orElseThrow();
    return GateRecord.of(new String(json, UTF_8));
  }

  /** As it would be after five minutes without a sign of life. */
  private void releaseTheLeaseOfTheDead() throws IOException {
    FileSystem files = hdfs.getFileSystem();
    for (var status :
        files.globStatus(new org.apache.hadoop.fs.Path("/models/days/leases/*/*.alive"))) {
      files.setTimes(status.getPath(), 1, -1);
    }
  }

  private PublishedVersion champion() {
    return registry().champion("days").orElseThrow();
  }

  private PublishedVersion version(int number) {
    return registry().version("days", number).orElseThrow();
  }

  private static ModelRegistry registry() {
    return ModelRegistry.at(uri("/models"), hdfs.getConfiguration(0));
  }

  private static String uri(String path) {
    try {
      return hdfs.getFileSystem().makeQualified(new org.apache.hadoop.fs.Path(path)).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private LaminaCommand retrain(String day, String... more) {
    return LaminaCommand.run(arguments(day, more));
  }

  private static String[] arguments(String day, String... more) {
    String[] first = {
      "retrain",
      directory.resolve("plan.yaml").toString(),
      "--data",
      uri("/"),
      "--run-dir",
      directory.resolve("run" + day).toString(),
      "--master",
      "local[2]",
      "--set",
      "publish.registry=" + uri("/models")
    };
    return Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** What is wrong with a day. */
  private enum UnaryChange {
    NONE,
    INVERTED
  }

  /** Two classes that differ in every second column; the others are two patterns of their own. */
  private static void day(int seed, int rows, UnaryChange change) throws IOException {
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
      lines.append(label).append('\n');
    }
    write("days/day" + seed + ".csv", lines.toString());
  }

  private static void write(String path, String text) throws IOException {
    try (OutputStream out =
        hdfs.getFileSystem().create(new org.apache.hadoop.fs.Path("/" + path))) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
