package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.TableMark;
import io.lamina.jobs.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of a model that learns from an Iceberg table, which gets a snapshot a day. Not part of the
 * build, for there is no Iceberg for its Spark: {@code mvn verify -Piceberg} takes an older one.
 */
@Tag("iceberg")
class IcebergIT {
  private static final String SOURCE =
      "{format: spark, reader: iceberg, path: lake/db/rows, features: [a, b, c, d, e, f],"
          + " label: class, range: {low: 0, high: 1}, split: {salt: rows, %s}}";
  private static final String PLAN =
      """
      name: rows
      data:
        unlabeled: %1$s
        labeled: %1$s
        test: %2$s
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 6}
      retrain:
        gates:
          paired: {margin: 0.2}
          structure: {rank: 0.5}
          inputs: {leastRows: 0.3, mostRows: 4, columnDistance: 0.2}
      """
          .formatted(SOURCE.formatted("to: 0.6"), SOURCE.formatted("from: 0.6"));

  private static final String TABLE = "lake.db.rows";
  private static final List<String> FEATURES = List.of("a", "b", "c", "d", "e", "f");
  private static final int ROWS_OF_A_DAY = 400;

  @TempDir private Path directory;

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void everySnapshotIsANightAndCanBeTrainedAgain() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    day(1);
    assertThat(retrain("1")).contains("promoted    v1 is the champion");
    assertThat(retrain("again")).contains("nothing to do: no data are new since v1");

    day(2);
    assertThat(retrain("2"))
        .contains("lake/db/rows is at version ", "promoted    v2 is the champion");
    assertThat(retrain("more")).contains("nothing to do: no data are new since v2");

    Map<String, TableMark> first = tables("v1");
    Map<String, TableMark> second = tables("v2");
    assertThat(first.keySet()).containsExactlyInAnyOrder("unlabeled", "labeled", "test");
    first.forEach(
        (source, table) -> {
          assertThat(table.version()).isNotEqualTo(second.get(source).version());
          assertThat(file("v1", "plan.yaml")).contains("versionAsOf: \"" + table.version() + "\"");
        });
    assertThat(heldOut("v2")).isGreaterThan(heldOut("v1") + ROWS_OF_A_DAY / 4);

    Files.writeString(directory.resolve("again.yaml"), file("v1", "plan.yaml"));
    lamina("train", "again.yaml", "trained-again");
    assertThat(digest("v3")).isEqualTo(digest("v1")).isNotEqualTo(digest("v2"));
  }

  private String retrain(String run) throws Exception {
    return lamina("retrain", "plan.yaml", run);
  }

  private String lamina(String verb, String plan, String run) throws Exception {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    catalog("default_iceberg").forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", LaminaProcess.classPath(), "io.lamina.jobs.cli.Lamina"));
    String[] arguments = LaminaCommand.training(directory, plan, run);
    arguments[0] = verb;
    command.addAll(List.of(arguments));
    try (LaminaProcess process = LaminaProcess.start(directory, command)) {
      int code = process.exitCode();
      assertThat(code).as(process.output()).isEqualTo(ExitCode.DONE);
      return process.output();
    }
  }

  /** Spark's settings for a catalog that is a directory. */
  private Map<String, String> catalog(String name) {
    String key = "spark.sql.catalog." + name;
    return Map.of(
        key,
        "org.apache.iceberg.spark.SparkCatalog",
        key + ".type",
        "hadoop",
        key + ".warehouse",
        directory.resolve("lake").toUri().toString());
  }

  /** Two classes that differ in every second column; the others are two patterns of their own. */
  private void day(int seed) throws Exception {
    Random random = new Random(seed);
    List<Row> rows = Stream.generate(() -> row(random)).limit(ROWS_OF_A_DAY).toList();
    StructType schema = new StructType();
    for (String feature : FEATURES) {
      schema = schema.add(feature, DataTypes.DoubleType);
    }
    schema = schema.add("class", DataTypes.IntegerType);
    SparkSession.Builder builder =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false);
    catalog("lake").forEach(builder::config);
    try (SparkSession session = builder.getOrCreate()) {
      session.sparkContext().setLogLevel("WARN");
      DataFrameWriterV2<Row> table = session.createDataFrame(rows, schema).writeTo(TABLE);
      if (session.catalog().tableExists(TABLE)) {
        table.append();
      } else {
        table.create();
      }
    }
  }

  private static Row row(Random random) {
    int label = random.nextInt(2);
    int other = random.nextInt(2);
    List<Object> cells = new ArrayList<>();
    for (int column = 0; column < FEATURES.size(); column++) {
      double base = 0.2 + 0.5 * (column % 2 == 0 ? label : other);
      cells.add(Math.min(1, Math.max(0, base + 0.05 * random.nextGaussian())));
    }
    cells.add(label);
    return RowFactory.create(cells.toArray());
  }

  private Map<String, TableMark> tables(String version) {
    return DataCursor.parse(file(version, DataCursor.FILE)).tables();
  }

  /** How many rows judged a version when it was trained. */
  private long heldOut(String version) {
    return record(version).results().test().evaluation().orElseThrow().examples();
  }

  private String digest(String version) {
    return record(version).results().parametersSha256().orElseThrow();
  }

  private RunRecord record(String version) {
    return RunRecord.fromJson(file(version, "run.json"));
  }

  private String file(String version, String name) {
    try {
      return Files.readString(directory.resolve("models/rows/" + version + "/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
