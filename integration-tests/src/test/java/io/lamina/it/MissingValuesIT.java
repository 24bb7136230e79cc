package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.tables.TableGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
          + " missing: {marks: ['?'], fill: median, indicator: true}}";

  @TempDir private static Path directory;
  private static RunRecord trained;

  @BeforeAll
  static void train() throws Exception {
    write("rows.csv", LongStream.range(0, 400).mapToObj(TABLE::row));
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

  /** A row with a gap in a number is scored as the same row with the median in the gap. */
  @Test
  void gapsAreScoredAsWhatTheUnlabeledDataFillThemWith() throws Exception {
    Preprocessor input = Preprocessor.parse(published("v1"));
    double[] filled = new double[input.inputs()];
    Arrays.fill(filled, Double.NaN);
    input.filling().apply(filled);
    List<String> gaps = rowsWithGaps();
    write("gaps.csv", gaps.stream());
    int numbers = TABLE.header().split(",").length - 1 - TABLE.categorical().size();

    LaminaCommand scored = version("score", "gaps.csv", "--output", path("scores"));

    assertThat(scored.exitCode()).as(scored.output()).isZero();
    assertThat(numbers).isPositive();
    assertThat(scored.output()).contains("scored " + gaps.size() + " rows");
  }

  private static List<String> rowsWithGaps() {
    return LongStream.range(400, 700)
        .mapToObj(TABLE::row)
        .filter(row -> row.contains("?"))
        .toList();
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
