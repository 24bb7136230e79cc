package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose output goes into a pipe that nobody reads, as after Ctrl-S. */
class UnreadOutputIT {
  private static final String YAML =
      """
      name: unread
      data:
        unlabeled: {format: generated-digits, examples: 500, seed: 1}
        test: {format: generated-digits, examples: 100, seed: 2}
      shards: 2
      layers:
        - {kind: autoencoder, units: 10, learningRate: 0.1, batchSize: 10, rounds: 50}
      averaging: {localSteps: 1}
      """;

  private static final int ROUNDS = 50;

  @TempDir private Path directory;

  @Test
  void aRunWhoseOutputNobodyReadsComesToItsEnd() throws Exception {
    Files.writeString(directory.resolve("unread.yaml"), YAML);
    Path pipe = directory.resolve("pipe");
    assertThat(code(new ProcessBuilder("mkfifo", pipe.toString()))).isZero();
    try (RandomAccessFile unread = new RandomAccessFile(pipe.toFile(), "rw")) {
      fill(pipe);
      List<String> command = new ArrayList<>(LaminaProcess.java(directory));
      command.addAll(List.of("-cp", LaminaProcess.classPath(), "io.lamina.jobs.cli.Lamina"));
      command.addAll(List.of("train", "unread.yaml", "--run-dir", "run", "--master", "local[1]"));
      ProcessBuilder run = LaminaProcess.builder(directory, command);
      assertThat(code(run.redirectOutput(pipe.toFile()))).isZero();

      assertThat(unread.read()).as("what was in the pipe before").isZero();
    }
    assertThat(new RunFiles(directory.resolve("run")).readRecord().succeeded()).isTrue();
    assertThat(Files.readAllLines(directory.resolve("run/rounds.csv"))).hasSize(1 + ROUNDS);
  }

  /** Until it takes nothing more. */
  private static void fill(Path pipe) throws Exception {
    ProcessBuilder fill =
        new ProcessBuilder("dd", "if=/dev/zero", "of=" + pipe, "bs=4096", "oflag=nonblock");
    assertThat(code(fill.redirectError(ProcessBuilder.Redirect.DISCARD))).isNotZero();
  }

  private static int code(ProcessBuilder command) throws Exception {
    Process process = command.start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
