package io.lamina.jobs.cli.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.scoring.SampleModel;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.registry.AliasChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is known before Spark starts; the rest is shown by {@code WithoutLabelsIT}. */
@ExtendWith(LocalSpark.class)
class ScoreCommandTest {
  @TempDir private Path directory;
  private final SparkSession spark;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SampleModel models;

  ScoreCommandTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void publish() {
    new DataFolder(directory, spark).text("train.csv", SampleModel.table(50, 4));
    models = new SampleModel(directory, spark);
  }

  private String refused(String... arguments) {
    String said = refusedTo(directory.resolve("scores"), arguments);
    assertThat(directory.resolve("scores")).doesNotExist();
    return said;
  }

  /** What the command says that is refused. */
  private String refusedTo(Path output, String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, Map.of());
    err.reset();
    int code =
        Lamina.commandLine(console)
            .execute(
                Stream.concat(
                        Stream.of(
                            "score",
                            "--registry=" + models.registry().location(),
                            "--run-dir=" + directory.resolve("run"),
                            "--output=" + output),
                        Stream.of(arguments))
                    .toArray(String[]::new));
    assertThat(code).as(err.toString(UTF_8)).isEqualTo(2);
    assertThat(out.toString(UTF_8)).isEmpty();
    return err.toString(UTF_8);
  }

  private void damage(PublishedNetwork network) throws IOException {
    Files.writeString(
        directory.resolve("models/sample").resolve(network.version().name()).resolve("network.zip"),
        "damaged");
  }

  @Test
  void theChampionScoresOrTheNewestWhereThereIsNone() throws IOException {
    PublishedNetwork first = models.publish(SampleModel.NAMED_CSV, 1);
    PublishedNetwork second = models.publish(SampleModel.NAMED_CSV, 2);
    damage(second);

    assertThat(refused("sample", "new.csv"))
        .contains(
            "sample has no champion: its newest version is used, v2 ('lamina models promote"
                + " sample@v2' makes it the champion)",
            "sample/v2 is damaged");

    models
        .registry()
        .alias("sample", "champion")
        .move(
            Optional.empty(),
            first.version(),
            AliasChange.by(AliasChange.Why.MANUAL, "me", Optional.empty()));
    damage(first);

    assertThat(refused("sample", "new.csv"))
        .contains("sample/v1 is damaged")
        .doesNotContain("no champion");
    assertThat(refused("sample@v2", "new.csv"))
        .contains("sample/v2 is damaged")
        .doesNotContain("no champion");
  }

  @Test
  void whatIsWrongInTheCommandIsRefused() {
    models.publish(SampleModel.NAMED_CSV, 1);

    assertThat(refused("other", "new.csv")).contains("there is no model 'other'");
    assertThat(refused("sample")).contains("say which data");
    assertThat(refused("sample", "new.csv", "--data", "colour=red")).contains("colour");
    assertThat(refused("sample", "new.csv", "--columns", "codes,codes"))
        .contains("--columns names a column twice");
    assertThat(refused("sample", "new.csv", "--columns", "colour")).contains("colour", "codes");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeSparkStarts() throws IOException {
    models.publish(SampleModel.NAMED_CSV, 1);
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThat(refusedTo(file.resolve("deep/scores"), "sample", "new.csv"))
        .contains("cannot write", "file/deep/scores: nothing can be made in", "file: ")
        .doesNotContain("new.csv");
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void anOutputThatExistsIsNotReplaced() throws IOException {
    models.publish(SampleModel.NAMED_CSV, 1);
    Path existing = Files.createDirectory(directory.resolve("there"));

    assertThat(refusedTo(existing, "sample", "new.csv")).contains("there");
    assertThat(existing).isEmptyDirectory();
  }
}
