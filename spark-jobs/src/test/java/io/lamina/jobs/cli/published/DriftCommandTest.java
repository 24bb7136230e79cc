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
import java.io.PrintStream;
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
class DriftCommandTest {
  @TempDir private Path directory;
  private final SparkSession spark;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SampleModel models;

  DriftCommandTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void publish() {
    new DataFolder(directory, spark).text("train.csv", SampleModel.table(50, 4));
    models = new SampleModel(directory, spark);
  }

  private int drift(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, Map.of());
    return Lamina.commandLine(console)
        .execute(
            Stream.concat(
                    Stream.of(
                        "drift",
                        "--registry=" + models.registry().location(),
                        "--run-dir=" + directory.resolve("run")),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }

  @Test
  void aVersionWithoutSketchesCannotBeCompared() {
    PublishedNetwork first = models.publish(SampleModel.NAMED_CSV, 1);
    models.publish(SampleModel.NAMED_CSV, 2);

    assertThat(drift("sample", "new.csv")).isEqualTo(6);
    assertThat(out.toString(UTF_8))
        .contains("new.csv beside sample@v2: not computed", "sample@v2 has no sketches.json");

    models
        .registry()
        .alias("sample", "champion")
        .move(
            Optional.empty(),
            first.version(),
            AliasChange.by(AliasChange.Why.MANUAL, "me", Optional.empty()));
    out.reset();
    assertThat(drift("sample", "new.csv", "--json")).isEqualTo(6);
    assertThat(out.toString(UTF_8))
        .startsWith("{\"format\":1,\"model\":\"sample@v1\"")
        .contains("\"verdict\":\"not computed\"");
    out.reset();
    assertThat(drift("sample@v2", "new.csv")).isEqualTo(6);
    assertThat(out.toString(UTF_8)).contains("sample@v2");
  }

  @Test
  void whatIsWrongInTheCommandIsRefused() {
    models.publish(SampleModel.NAMED_CSV, 1);

    assertThat(drift("other", "new.csv")).isEqualTo(2);
    assertThat(drift("sample")).isEqualTo(2);
    assertThat(drift("sample", "new.csv", "--distance", "2")).isEqualTo(2);
    assertThat(drift("sample", "new.csv", "--data", "colour=red")).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .contains(
            "there is no model 'other'",
            "say which data",
            "distance is 2.0, must be at least 0.0 and at most 1.0",
            "colour");
    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
