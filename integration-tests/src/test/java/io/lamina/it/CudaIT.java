package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs on NVIDIA cards that the host stands in for: the processes have the module of cards on
 * their class path, as a user's have, and find the stand-ins in the place of NVIDIA's libraries.
 */
class CudaIT {
  private static final String PLAN =
      """
      name: cards
      data:
        unlabeled: {format: generated-digits, examples: 120, seed: 1}
        labeled: {format: generated-digits, examples: 80, seed: 2}
        test: {format: generated-digits, examples: 40, seed: 3}
        classes: 10
      shards: 4
      layers:
        - {kind: rbm, units: 12, learningRate: 0.01, batchSize: 20, rounds: 2}
        - {kind: autoencoder, units: 8, corruption: {kind: masking, amount: 0.3}, learningRate: 0.1, batchSize: 20, rounds: 2}
      averaging: {localSteps: 2}
      fineTune: {learningRate: 0.1, batchSize: 20, rounds: 2}
      resources: {device: cuda-fp32, executorMemory: 840m}
      """;

  private static final String CARDS = "card=First,90,2000 card=Second,90,2000 ";

  /** Each worker of the cluster claims the first card that no other has. */
  private static final String DISCOVERY =
      """
      #!/bin/sh
      for address in 0 1; do
        if mkdir "%s/$address" 2>/dev/null; then
          echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$address\\"]}"
          exit 0
        fi
      done
      exit 1
      """;

  @TempDir private static Path directory;
  private static StandInCards cards;

  @BeforeAll
  static void build() throws Exception {
    cards = StandInCards.built();
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
  }

  /**
   * The driver has no card. In one run the blocks of the kernels, and the threads of the blocks,
   * take their turns forwards, in the other one backwards.
   */
  @Test
  void anExecutorWithACardAndTwoGiveTheSameBits() throws Exception {
    RunRecord one = trained(1, "");
    RunRecord two = trained(2, "order=backwards");

    assertThat(one.setup().device().orElseThrow()).startsWith("cuda-fp32 (First, GPU-00000001-");
    assertThat(two.costs().workers().stream().map(WorkerRecord::worker).distinct()).hasSize(2);
    assertThat(two.results().test().device().orElseThrow())
        .contains("cuda-fp32 (First, GPU-00000001-", "cuda-fp32 (Second, GPU-00000002-")
        .contains("compute capability 9.0, 2000 MiB, driver for CUDA", "NVRTC", "cuBLASLt");
    assertThat(two.results().parametersSha256())
        .isPresent()
        .isEqualTo(one.results().parametersSha256());
    assertThat(directory.resolve("models/cards/v2/report.html")).exists();
  }

  private static RunRecord trained(int executors, String how) throws Exception {
    try (LaminaProcess run = train(executors, how)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    return new RunFiles(directory.resolve("run" + executors)).readRecord();
  }

  private static LaminaProcess train(int executors, String how) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    String classPath = cards.module() + ":" + LaminaProcess.classPath();
    command.add("-D" + LaminaProcess.EXECUTORS_COMPILER + " " + cards.cache());
    command.add("-Dspark.executor.extraClassPath=" + classPath);
    command.add("-Dspark.worker.resource.gpu.amount=1");
    command.add("-Dspark.worker.resource.gpu.discoveryScript=" + discoveryScript(executors));
    command.add("-Dspark.driver.host=127.0.0.1");
    command.add("-Dspark.ui.enabled=false");
    command.addAll(List.of("-cp", classPath, "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of("train", "plan.yaml", "--run-dir", "run" + executors));
    command.addAll(List.of("--executors", Integer.toString(executors)));
    command.addAll(List.of("--master", "local-cluster[" + executors + ",1,600]"));
    ProcessBuilder builder = LaminaProcess.builder(directory, command);
    builder.environment().putAll(cards.environment(CARDS + how));
    return LaminaProcess.of(builder);
  }

  private static Path discoveryScript(int executors) throws IOException {
    Path claims = Files.createDirectory(directory.resolve("claims" + executors));
    Path script = directory.resolve("discover" + executors);
    Files.writeString(script, DISCOVERY.formatted(claims));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
  }
}
