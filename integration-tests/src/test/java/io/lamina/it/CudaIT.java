package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String FIRST = "(First, GPU-00000001-0000-0000-0000-000000000000";
  private static final String SECOND = "Second, GPU-00000002-0000-0000-0000-000000000000";
  private static final String CARDS = "card=First,90,2000 card=Second,90,2000 ";

  @TempDir private static Path directory;
  private static StandInCards cards;

  @BeforeAll
  static void build() throws Exception {
    cards = StandInCards.built();
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
  }

  /**
   * In one run the blocks of the kernels, and the threads of the blocks, take their turns forwards.
   * In the other one they go backwards, and a card is gone in the middle of a round: its executor
   * is given up, and the other one trains the round.
   */
  @Test
  void anExecutorWithACardAndTwoGiveTheSameBitsAlsoIfACardIsLost() throws Exception {
    RunRecord one = trained(1, "");
    RunRecord two = trained(2, "order=backwards break=cuGraphLaunch,719,6,Second");

    assertThat(one.setup().cards()).hasSize(1).first().asString().contains(FIRST);
    assertThat(two.setup().cards())
        .hasSize(2)
        .anySatisfy(card -> assertThat(card).contains(FIRST))
        .anySatisfy(card -> assertThat(card).contains(SECOND))
        .allSatisfy(card -> assertThat(card).matches("executor \\d+ on 127.0.0.1: cuda-fp32 .*"))
        .allSatisfy(card -> assertThat(card).contains(", compute capability 9.0, 2000 MiB, "))
        .allSatisfy(card -> assertThat(card).containsPattern("driver for .*, NVRTC .*, cuBLASLt "));
    assertThat(two.costs().workers().stream().map(WorkerRecord::worker).distinct()).hasSize(2);
    assertThat(Files.readString(directory.resolve("run2/lamina.log")))
        .containsPattern(
            "executor \\d on 127.0.0.1 was given up: card 1 \\(Second, .*the card is gone")
        .contains("layer 1: an executor was lost in round");
    assertThat(two.results().parametersSha256())
        .isPresent()
        .isEqualTo(one.results().parametersSha256());
    assertThat(directory.resolve("models/cards/v2/report.html")).exists();
  }

  /** Its executor is there when Spark counts executors, before the card has been checked. */
  @Test
  void aCardThatComputesWronglyEndsTheRunBeforeItBegins() throws Exception {
    try (LaminaProcess run = train(2, "wrong", "wrong=Second")) {
      assertThat(run.exitCode()).as(run.output()).isOne();
      assertThat(run.output())
          .containsPattern("executor \\d on 127.0.0.1 was given up: .*" + SECOND)
          .contains("computes wrongly: a value of a product is ");
    }
    assertThat(directory.resolve("wrong/rounds.csv")).doesNotExist();
  }

  private static RunRecord trained(int executors, String how) throws Exception {
    String name = "run" + executors;
    try (LaminaProcess run = train(executors, name, how)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    return new RunFiles(directory.resolve(name)).readRecord();
  }

  private static LaminaProcess train(int executors, String name, String how) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    command.add("-D" + LaminaProcess.EXECUTORS_COMPILER + " " + cards.cache());
    String classPath = cards.module() + ":" + LaminaProcess.classPath();
    command.addAll(List.of("-cp", classPath, "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of("train", "plan.yaml", "--run-dir", name));
    command.addAll(List.of("--executors", Integer.toString(executors)));
    ProcessBuilder builder = LaminaProcess.builder(directory, command);
    builder.environment().putAll(cards.environment(CARDS + how));
    return LaminaProcess.of(builder);
  }
}
