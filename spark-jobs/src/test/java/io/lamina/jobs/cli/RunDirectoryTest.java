package io.lamina.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a directory that is given to a second run; none of these runs starts Spark. */
final class RunDirectoryTest {
  private static final Instant START = Instant.parse("2026-11-02T08:57:49Z");

  @TempDir private Path directory;

  /** A run that begins has its own log. */
  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    ((LoggerContext) LogManager.getContext(false)).reconfigure();
  }

  @Test
  void theFilesOfARunThatSucceededAreNotOverwritten() throws IOException {
    Path record = new RunFiles(directory).writeRecord(begun().succeeded());
    String before = Files.readString(record);

    Ended ended = demo();

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message())
        .isEqualTo(
            directory
                + " holds the run 'digits' of 2026-11-02T08:57:49Z, which succeeded: its files"
                + " would be lost (give another --run-dir)\n");
    assertThat(record).hasContent(before);
    assertThat(directory).isDirectoryNotContaining("glob:**plan.yaml");
  }

  @Test
  void aRunThatSucceededIsNotResumed() throws IOException {
    Path record =
        new RunFiles(directory).writeRecord(begun().model("file:/models/digits/v3").succeeded());
    String before = Files.readString(record);

    Ended ended = demo("--resume");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message())
        .endsWith(
            "which succeeded: there is nothing to resume (the model is published, as"
                + " file:/models/digits/v3)\n");
    assertThat(record).hasContent(before);
  }

  /** The run fails at its cluster, which is none; by then the directory is its own. */
  @Test
  void theDirectoryOfARunThatFailedMayBeUsedAgain() throws IOException {
    new RunFiles(directory).writeRecord(begun().failed("interrupted"));

    Ended ended = demo("--set", "name=another", "--executors", "9999");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(new RunFiles(directory).readRecord().name()).isEqualTo("another");
  }

  @Test
  void whatIsNoRecordOfARunIsNotOverwritten() throws IOException {
    Files.writeString(directory.resolve("run.json"), "{}");

    Ended ended = demo();

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message())
        .startsWith("cannot tell what became of the run in " + directory + ": ")
        .endsWith("(give another --run-dir)\n");
  }

  @Test
  void theCheckpointsOfAnUnfinishedRunAreFoundBeforeItsPlanIsOverwritten() throws IOException {
    Path plan = new RunFiles(directory).writePlan("that of the run");
    Files.createDirectories(directory.resolve("checkpoints").resolve("layer-1"));

    Ended ended = demo();

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message()).contains("checkpoints of a run that did not end");
    assertThat(plan).hasContent("that of the run");
  }

  @Test
  void aDirectoryIsForOneRunAtATime() throws IOException {
    Path lock = directory.resolve(".lock");
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();

      Ended ended = demo("--executors", "9999");

      assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(ended.message())
          .startsWith("another run uses the run directory " + directory)
          .hasLineCount(1);
      assertThat(directory).isDirectoryNotContaining("glob:**plan.yaml");
    }
    demo("--executors", "9999");

    assertThat(directory).isDirectoryContaining("glob:**plan.yaml");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    Ended ended = demoIn(file);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.message())
        .startsWith("cannot make the run directory " + file + ": it is a file")
        .hasLineCount(1);
  }

  private static RunRecordBuilder begun() {
    return RunRecord.builder("digits", 1, START, 2);
  }

  private record Ended(int exitCode, String message) {}

  private Ended demo(String... more) {
    return demoIn(directory, more);
  }

  private static Ended demoIn(Path runDirectory, String... more) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, UTF_8);
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8), err, false, Map.of());
    String[] arguments = new String[more.length + 3];
    arguments[0] = "demo";
    arguments[1] = "--run-dir";
    arguments[2] = runDirectory.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    int exitCode = Lamina.commandLine(console).execute(arguments);
    return new Ended(exitCode, said.toString(UTF_8));
  }
}
