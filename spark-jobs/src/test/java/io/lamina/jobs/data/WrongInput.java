package io.lamina.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes files and has a run's first steps read them: two shards, three classes. */
final class WrongInput {
  private static final int SHARDS = 2;
  private static final String PART = "/p(/[ab])?/part-[-0-9a-z]+-c000\\.snappy\\.parquet";

  private final Path directory;
  private final DataFolder folder;

  WrongInput(Path directory, SparkSession spark) {
    this.directory = directory;
    this.folder = new DataFolder(directory, spark);
  }

  WrongInput text(String name, String... lines) {
    folder.text(name, lines);
    return this;
  }

  WrongInput text(String name, Stream<String> lines) {
    return text(name, lines.toArray(String[]::new));
  }

  WrongInput bytes(String name, byte[] bytes) {
    folder.bytes(name, bytes);
    return this;
  }

  WrongInput bytes(String name, int... bytes) {
    byte[] file = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      file[i] = (byte) bytes[i];
    }
    return bytes(name, file);
  }

  WrongInput parquet(String name, StructType schema, Row... rows) {
    folder.parquet(name, 1, schema, rows);
    return this;
  }

  void unlabeled(DataSource source) {
    unlabeled(DataFolder.data(source));
  }

  void labeled(DataSource source) {
    labeled(DataFolder.data(source));
  }

  void drawn(int examples, DataSource source) {
    labeled(data(source, Optional.of(examples), Optional.empty()));
  }

  void pictures(int height, int width, DataSource source) {
    Optional<ImageShape> image = Optional.of(new ImageShape(height, width));
    unlabeled(data(source, Optional.empty(), image));
  }

  /** Reads the test data after what the unlabeled data say of them. */
  void test(DataSource unlabeled, DataSource test) {
    DataPlan data =
        new DataPlan(
            unlabeled,
            Optional.of(test),
            Optional.empty(),
            test,
            Optional.of(DataFolder.CLASSES),
            Optional.empty(),
            List.of(new MinMax()));
    DataReader reader = folder.reader(data, SHARDS, 1);
    read(reader.test(reader.preprocessor()));
  }

  void preprocessed(DataSource source, PreprocessingStep... steps) {
    DataPlan data = DataFolder.data(source);
    unlabeled(
        new DataPlan(
            source,
            data.labeled(),
            Optional.empty(),
            data.test(),
            Optional.of(DataFolder.CLASSES),
            Optional.empty(),
            List.of(steps)));
  }

  private void unlabeled(DataPlan data) {
    DataReader reader = folder.reader(data, SHARDS, 1);
    read(reader.unlabeled(reader.preprocessor()).learned());
  }

  private void labeled(DataPlan data) {
    DataReader reader = folder.reader(data, SHARDS, 1);
    read(reader.labeled(reader.preprocessor()).learned());
  }

  /** A whole run, which must not get beyond its beginning. */
  void run(DataSource unlabeled, DataSource labeled, DataSource test) {
    DataPlan data =
        new DataPlan(
            unlabeled,
            Optional.of(labeled),
            Optional.empty(),
            test,
            Optional.of(DataFolder.CLASSES),
            Optional.empty(),
            List.of());
    TrainingPlan plan = DataFolder.plan(data, SHARDS, 1);
    MemoryBudget budget = MemoryBudget.of(plan.resources());
    // Not closed: the session it finds is that of all tests.
    Cluster cluster =
        Cluster.start(
            new ClusterSettings("wrong", Optional.of("local[2]"), OptionalInt.empty(), directory),
            budget,
            new DeviceRequest(plan.resources(), Devices.find()));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Progress progress = Progress.to(nowhere, false, Map.of(), InstantSource.system());
    RunRecordBuilder record = RunRecord.builder("wrong", 1, Instant.EPOCH, 1);
    Checkpoints none =
        Checkpoints.begin(
            directory.resolve("checkpoints").toString(),
            new Configuration(),
            new RunIdentity("wrong", "auto", Map.of()),
            2);
    new TrainingRun(
            plan,
            directory.toString(),
            new RunPlace(cluster, budget, new ServerChoice.InDriver(Optional.empty())),
            Optional.empty(),
            none,
            new RunOutput(progress, round -> {}, record, () -> {}))
        .run();
  }

  private static DataPlan data(
      DataSource source, Optional<Integer> examples, Optional<ImageShape> image) {
    DataSource labeled = DataFolder.data(source).labeled().orElseThrow();
    return new DataPlan(
        source,
        Optional.of(labeled),
        examples,
        labeled,
        Optional.of(DataFolder.CLASSES),
        image,
        List.of());
  }

  private static void read(ShardedDataset data) {
    data.close();
  }

  /** A message without what differs from run to run: {@code {data}}, {@code {file}} of Parquet. */
  String anonymous(String message) {
    return message
        .replace("file://" + directory, "{data}")
        .replace("file:" + directory, "{data}")
        .replace(directory.toString(), "{data}")
        .replaceAll("\\{data\\}" + PART, "{file}");
  }
}
