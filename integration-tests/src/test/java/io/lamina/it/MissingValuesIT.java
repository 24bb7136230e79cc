package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.preprocessing.InputColumn;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.tables.TableGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with gaps, from the plan to what the published version makes of other such tables. */
class MissingValuesIT {
  private static final TableGenerator TABLE = new TableGenerator(29);

  private static final String YAML =
      """
      name: gaps
      shards: 4
      data:
        unlabeled: SOURCE
        labeled: SOURCE
        test: SOURCE
        classes: CLASSES
        preprocessing: [{kind: standardise}, {kind: min-max}]
      layers:
        - {kind: autoencoder, units: 10, learningRate: 0.1, batchSize: 20, epochs: 2}
      averaging: {localSteps: 5}
      fineTune: {learningRate: 0.1, batchSize: 20, epochs: 2}
      resources: {executorMemory: 840m}
      """;

  private static final String SOURCE =
      "{format: csv, path: rows.csv, header: true, label: class, raw: true, columns: [COLUMNS],"
          + " missing: {marks: ['?'], fill: median}}";

  @TempDir private static Path directory;
  private static RunRecord trained;

  @BeforeAll
  static void train() throws Exception {
    write("rows.csv", rows(0, 400));
    String columns =
        String.join(
            ", ",
            TABLE.categorical().stream()
                .map(name -> "{column: " + name + ", kind: categorical}")
                .toList());
    Files.writeString(
        directory.resolve("gaps.yaml"),
        YAML.replace("SOURCE", SOURCE.replace("COLUMNS", columns))
            .replace("CLASSES", String.valueOf(TABLE.classes())));
    trained = run("two", "local[2]");
  }

  private static RunRecord run(String name, String master) throws Exception {
    String[] arguments =
        Arrays.stream(LaminaCommand.training(directory, "gaps.yaml", name))
            .map(argument -> argument.equals("local[2]") ? master : argument)
            .toArray(String[]::new);
    LaminaCommand run = LaminaCommand.run(arguments);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return new RunFiles(directory.resolve(name)).readRecord();
  }

  private static void write(String name, Stream<String> rows) throws IOException {
    Files.write(directory.resolve(name), Stream.concat(Stream.of(TABLE.header()), rows).toList());
  }

  @Test
  void theBitsDoNotDependOnHowManyReadTheTable() throws Exception {
    RunRecord one = run("one", "local[1]");

    assertThat(one.results().parametersSha256()).isEqualTo(trained.results().parametersSha256());
    assertThat(published("v2")).isEqualTo(published("v1"));
  }

  private static byte[] published(String version) throws IOException {
    return Files.readAllBytes(
        directory.resolve("models/gaps").resolve(version).resolve("preprocessing.json"));
  }

  /** A gap in a categorical column stays one: that is a category. */
  @Test
  void gapsAreScoredAsTheMediansThatWerePublished() throws Exception {
    List<String[]> rows = rows(400, 700).map(row -> row.split(",")).toList();
    Preprocessor input = Preprocessor.parse(published("v1"));
    double[] medians = new double[input.inputs()];
    Arrays.fill(medians, Double.NaN);
    input.filling().apply(medians);
    write("gaps.csv", rows.stream().map(cells -> String.join(",", cells)));
    write("filled.csv", rows.stream().map(cells -> filled(cells, input.columns(), medians)));
    assertThat(Files.readString(directory.resolve("filled.csv")))
        .isNotEqualTo(Files.readString(directory.resolve("gaps.csv")));

    assertThat(scores("gaps.csv")).hasSize(rows.size()).isEqualTo(scores("filled.csv"));
  }

  private static Stream<String> rows(long from, long to) {
    return LongStream.range(from, to).mapToObj(TABLE::row);
  }

  private static String filled(String[] row, List<InputColumn> columns, double[] medians) {
    String[] cells = row.clone();
    int first = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (cells[i].equals(TableGenerator.MISSING) && columns.get(i).categories().isEmpty()) {
        cells[i] = Double.toString(medians[first]);
      }
      first += columns.get(i).inputs();
    }
    return String.join(",", cells);
  }

  /** What the network says of each row, without the row. */
  private static List<String> scores(String data) throws IOException {
    String output = path("scores-of-" + data);
    LaminaCommand scored = version("score", data, "--output", output);
    assertThat(scored.exitCode()).as(scored.output()).isZero();
    try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
      return spark
          .read()
          .parquet(output)
          .select("class", "prediction", "probabilities", "codes", "reconstruction_error")
          .toJSON()
          .collectAsList()
          .stream()
          .sorted()
          .toList();
    }
  }

  @Test
  void driftIsSeenInWhatGapsAreFilledWith() throws Exception {
    write("same.csv", rows(400, 800));
    write("empty.csv", rows(400, 800).map(row -> "?" + row.substring(row.indexOf(','))));

    LaminaCommand same = version("drift", "same.csv");
    LaminaCommand empty = version("drift", "empty.csv");

    assertThat(same.output()).contains("beside gaps@v1: no drift");
    assertThat(same.exitCode()).as(same.output()).isZero();
    assertThat(empty.output()).contains("beside gaps@v1: drift", "n0");
    assertThat(empty.exitCode()).as(empty.output()).isEqualTo(ExitCode.NOT_PASSED);
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }

  private static LaminaCommand version(String command, String data, String... more) {
    String[] first = {
      command,
      "gaps@v1",
      path(data),
      "--registry",
      path("models"),
      "--run-dir",
      path("logs"),
      "--master",
      "local[2]"
    };
    return LaminaCommand.run(Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
  }
}
