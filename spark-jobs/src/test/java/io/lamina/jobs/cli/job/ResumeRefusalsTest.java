package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.parameters.StageState;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was interrupted, and what is refused before Spark starts: all that is in its directory
 * stays as it was.
 */
final class ResumeRefusalsTest {
  private static final DeviceKind DEVICE = new DeviceKind("cpu-avx2");
  private static final TrainingPlan PLAN =
      new PlanReader().read(new Recipes().text("demo").orElseThrow(), List.of());

  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void interrupted() throws IOException {
    run = Files.createDirectory(directory.resolve("run"));
    RunFiles files = new RunFiles(run);
    files.writePlan(new PlanWriter().write(PLAN));
    files.writeReport("<html>of the run</html>");
    files.writeRecord(
        RunRecord.builder("demo", 1, Instant.parse("2026-11-02T08:57:49Z"), 2)
            .failed("interrupted"));
    Files.writeString(run.resolve("rounds.csv"), "of the run");
  }

  /** A run that begins has its own log. */
  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    ((LoggerContext) LogManager.getContext(false)).reconfigure();
  }

  @Test
  void whereThereIsNoDirectoryThereIsNothingToResume() {
    Ended ended = demo("--run-dir", directory.resolve("nowhere").toString(), "--resume");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message()).startsWith("there is nothing to resume: there is no directory ");
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  void whereThereAreNoCheckpointsThereIsNothingToResume() throws IOException {
    refused("there is nothing to resume: file:.*/checkpoints has no checkpoints .*");
  }

  @Test
  void anotherDeviceIsRefused() throws IOException {
    keep(versions());

    refused(
        "the checkpoints in file:.*/checkpoints are of another device: cpu-avx2, now it is"
            + " cpu-avx512 \\(set resources.device to cpu-avx2, or .*",
        "--set",
        "resources.device=cpu-avx512");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Map<String, String> others = new HashMap<>(versions());
    others.put("lamina", "0.0.1");
    others.put("spark", "3.0.0");
    keep(others);

    refused(
        "the checkpoints in file:.*/checkpoints are of lamina 0.0.1, spark 3.0.0, this is lamina"
            + " development, spark [0-9.]+: a mix could give other results .*");
  }

  @Test
  void anotherPlanIsRefused() throws IOException {
    keep(versions());

    refused("the checkpoints in file:.*/checkpoints are of another plan .*", "--set", "shards=3");
  }

  /** Where no checkpoint can be read, the plan that is there tells. */
  @Test
  void anotherPlanIsRefusedWhereCheckpointsAreDamaged() throws IOException {
    Files.createDirectories(run.resolve("checkpoints/layer-1"));
    Files.writeString(run.resolve("checkpoints/layer-1/round-00000005"), "half");

    refused(".*/run holds the run of another plan: nothing was changed .*", "--set", "shards=3");
  }

  @Test
  void placesWhereNoCheckpointCanBeKeptAreRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    String fresh = directory.resolve("fresh").toString();
    for (String place : List.of(file + "/below", "nosuchfs://host/kept")) {
      Ended ended = demo("--run-dir", fresh, "--set", "checkpoints.directory=" + place);

      assertThat(ended.exitCode()).as(place).isEqualTo(ExitCode.REFUSED);
      assertThat(ended.message()).startsWith("cannot keep checkpoints in ").contains(place);
      assertThat(directory.resolve("fresh")).doesNotExist();
    }
  }

  /** With all that is wrong with the plan, and where it is. */
  @Test
  void aDeviceThatNothingProvidesIsAMistakeOfThePlan() {
    Ended ended = demo("--set", "resources.device=cuda-9", "--set", "shards=0");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message().lines())
        .hasSize(2)
        .anyMatch(
            line ->
                line.contains("resources.device: cuda-9 is not allowed: must be auto, cpu-amx, ")
                    && line.contains("deploy/README.md"))
        .anyMatch(line -> line.contains("shards: 0 is not allowed"));
  }

  /** A run would train all, and then be able to publish nothing. */
  @Test
  void placesWhereNothingCanBePublishedAreRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    String fresh = directory.resolve("fresh").toString();
    for (String place : List.of(file + "/below", "nosuchfs://host/models")) {
      Ended ended = demo("--run-dir", fresh, "--set", "publish.registry=" + place);

      assertThat(ended.exitCode()).as(place).isEqualTo(ExitCode.REFUSED);
      assertThat(ended.message()).startsWith("cannot ").contains(place).hasLineCount(1);
      assertThat(directory).isDirectoryNotContaining("glob:**fresh");
    }
  }

  /** There is no cluster for it: by then its data were not read. */
  @Test
  void aRunThatFailsBeforeAllIsCheckedChangesNoFile() throws IOException {
    keep(versions());
    Map<Path, String> before = files();

    Ended ended =
        demo(
            "--run-dir",
            run.toString(),
            "--resume",
            "--executors",
            "9999",
            "--set",
            "publish.model=another");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.message()).contains("\nlamina: ");
    assertThat(files()).isEqualTo(before);
  }

  private void refused(String message, String... more) throws IOException {
    Map<Path, String> before = files();
    List<String> arguments = new ArrayList<>(List.of("--run-dir", run.toString(), "--resume"));
    arguments.addAll(List.of(more));

    Ended ended = demo(arguments.toArray(String[]::new));

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message().strip()).matches(message);
    assertThat(files()).isEqualTo(before);
  }

  /** All that a run leaves to people and to the next run, with its content. */
  private Map<Path, String> files() throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!List.of(".lock", "lamina.log").contains(file.getFileName().toString())) {
          content.put(file, Files.readString(file, ISO_8859_1));
        }
      }
    }
    return content;
  }

  private static Map<String, String> versions() {
    return RunCheckpoints.versions(DEVICE);
  }

  private void keep(Map<String, String> versions) {
    RunIdentity identity =
        new RunIdentity(new PlanWriter().computationSha256(PLAN), DEVICE.name(), versions);
    String location = run.resolve("checkpoints").toUri().toString();
    try (Checkpoints kept = Checkpoints.begin(location, new Configuration(), identity, 2)) {
      kept.stage("layer 1", List.of(3L, 2L))
          .finish(
              StageCheckpoint.over(
                  new StageState(0, new float[3], new float[0], List.of()),
                  RoundHistory.none(),
                  List.of(),
                  "cpu-avx2"));
    }
  }

  private record Ended(int exitCode, String message) {}

  private static Ended demo(String... more) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, UTF_8);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    String[] arguments = Stream.concat(Stream.of("demo"), Stream.of(more)).toArray(String[]::new);
    int exitCode = Lamina.commandLine(new Console(out, err, false, Map.of())).execute(arguments);
    return new Ended(exitCode, said.toString(UTF_8));
  }
}
