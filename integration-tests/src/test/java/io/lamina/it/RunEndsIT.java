package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Companion;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.ReportMaker;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.PlanText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.util.ShutdownHookManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is left of a run that ends otherwise than it should. */
class RunEndsIT {
  private static final String PLAN =
      """
      name: table
      data:
        unlabeled: {format: csv, path: table.csv, label: 2}
        labeled: {format: csv, path: table.csv, label: 2}
        test: {format: csv, path: table.csv, label: 2}
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.1, batchSize: 10, rounds: 4}
        - {kind: autoencoder, units: 3, activation: linear, learningRate: 0.1, batchSize: 10, rounds: 4}
      fineTune: {learningRate: 0.1, batchSize: 10, rounds: 2}
      """;

  /** So that the second layer cannot be trained. */
  private static final String DIVERGING = "layers[1].learningRate=100";

  @TempDir private Path directory;

  @BeforeEach
  void data() throws IOException {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    table(0);
  }

  private void table(int change) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(i % 3 / 4.0).append(',').append((i + change) % 5 / 8.0).append(',');
      lines.append(i % 2).append('\n');
    }
    Files.writeString(directory.resolve("table.csv"), lines);
  }

  @Test
  void aReportThatCannotBeMadeCostsTheReportAlone() throws IOException {
    ReportMaker failing =
        (run, plan, pictures, judgement) -> {
          throw new IllegalStateException("the <template> is broken");
        };

    LaminaCommand run = train(failing);

    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .containsPattern("(?m)^warning: there is no report: the <template> is broken")
        .containsPattern("(?m)^model +.*/models/table/v1$");
    assertThat(new RunFiles(directory.resolve("run")).readRecord().succeeded()).isTrue();
    assertThat(directory.resolve("models/table/v1/network.zip")).exists();
    assertThat(Files.readString(directory.resolve("models/table/v1/report.html")))
        .contains("The report could not be made: the &lt;template&gt; is broken.");
  }

  /** Whoever has the version shall not be told that the run failed, nor train it again. */
  @Test
  void whatCannotBeWrittenAfterThePublicationIsAWarning() throws IOException {
    Path record = directory.resolve("run/run.json");
    ReportMaker inTheWay =
        (run, plan, pictures, judgement) -> {
          if (Files.notExists(record)) {
            create(record.resolve("a directory in its place"));
          }
          return "<html>the page</html>";
        };

    LaminaCommand run = train(inTheWay);

    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .contains("warning: the model is published, but cannot write " + record + ": ")
        .containsPattern("(?m)^model +.*/models/table/v1$");
    assertThat(directory.resolve("run/report.html")).hasContent("<html>the page</html>");
    assertThat(directory.resolve("models/table/v1/run.json"))
        .content()
        .contains("\"status\" : \"succeeded\"");
    assertThat(directory.resolve("run/checkpoints")).isNotEmptyDirectory();
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunThatIsInterruptedWhenItsModelIsPublishedHasSucceeded() throws Exception {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    command.addAll(List.of("-cp", LaminaProcess.classPath(), Interrupted.class.getName()));
    command.add(directory.toString());
    try (LaminaProcess run = LaminaProcess.start(directory, command)) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(Interrupted.CODE);
      assertThat(run.output())
          .containsPattern(
              "(?m)^warning: interrupted by Spark; the run had succeeded before:"
                  + " the model is published, as .*/models/table/v1$")
          .doesNotContain("lamina: ");
    }
    assertThat(new RunFiles(directory.resolve("run")).readRecord().succeeded()).isTrue();
    assertThat(directory.resolve("run/report.html")).hasContent("<html>the page</html>");
    assertThat(directory.resolve("run/checkpoints")).doesNotExist();

    LaminaCommand resumed = train("--resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(resumed.output())
        .containsPattern(
            "which succeeded: there is nothing to resume \\(the model is published, as"
                + " .*/models/table/v1\\)\n$");
  }

  /** A run whose process is told to end when it prints what it came to. */
  static final class Interrupted {
    /** As Ctrl-C does. */
    static final int CODE = 130;

    private Interrupted() {}

    public static void main(String... arguments) {
      PrintStream out =
          new PrintStream(System.out, true, UTF_8) {
            @Override
            public void println(String line) {
              super.println(line);
              if (line.startsWith("test error")) {
                interrupt();
              }
            }
          };
      job(Path.of(arguments[0]), out, (run, plan, pictures, judgement) -> "<html>the page</html>")
          .call();
    }

    private static void interrupt() {
      new Thread(() -> System.exit(CODE)).start();
      while (!ShutdownHookManager.get().isShutdownInProgress()) {
        Thread.onSpinWait();
      }
    }
  }

  private LaminaCommand train(ReportMaker report) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, UTF_8);
    return new LaminaCommand(job(directory, out, report).call(), printed.toString(UTF_8));
  }

  private static TrainJob job(Path directory, PrintStream out, ReportMaker report) {
    Options options = new Options();
    new CommandLine(options)
        .parseArgs(
            "--run-dir",
            directory.resolve("run").toString(),
            "--set",
            "publish.registry=" + directory.resolve("models"));
    RunOrder order =
        new RunOrder(
            PlanText.ofFile(directory.resolve("plan.yaml")),
            Optional.of("local[2]"),
            directory.toString(),
            new ServerChoice.InDriver(Optional.empty()));
    return new TrainJob(
        new Console(out, out, false, Map.of()), options.run, order, report, Companion.NONE);
  }

  @Command
  private static final class Options {
    @Mixin private final RunOptions run = new RunOptions();
  }

  /** Its data can only be looked at when Spark is there: until then its files stay as they are. */
  @Test
  void aRunWhoseDataHaveChangedIsRefusedAndLosesNothing() throws IOException {
    LaminaCommand failed = train("--set", DIVERGING);
    assertThat(failed.exitCode()).as(failed.output()).isEqualTo(ExitCode.FAILED);
    List<String> before = left();
    table(1);

    LaminaCommand resumed = train("--set", DIVERGING, "--resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(resumed.output())
        .containsPattern(
            "(?m)^lamina: .*/table.csv \\(the unlabeled examples\\) has changed since");
    assertThat(left()).isEqualTo(before);
  }

  private List<String> left() throws IOException {
    List<String> content = new ArrayList<>();
    for (String file : List.of("plan.yaml", "run.json", "report.html", "rounds.csv")) {
      content.add(Files.readString(directory.resolve("run").resolve(file)));
    }
    return content;
  }

  private LaminaCommand train(String... more) {
    return LaminaCommand.train(directory, "plan.yaml", "run", more);
  }
}
