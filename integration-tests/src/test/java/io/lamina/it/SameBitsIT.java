package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the same bits, with real executor processes: for any number of them, on an
 * embedded cluster or a user's own, and when they are killed in the middle of a round.
 */
class SameBitsIT {
  @TempDir private static Path directory;
  private static String undisturbed;

  @BeforeAll
  static void trainWithTwoExecutors() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    try (LaminaProcess run = train("two", 2)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    RunRecord record = record("two");
    assertThat(record.testError().orElseThrow()).isLessThan(0.6);
    undisturbed = record.results().parametersSha256().orElseThrow();
  }

  @Test
  void oneExecutorGivesTheSameBits() throws Exception {
    try (LaminaProcess run = train("one", 1, "--encrypt")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(record("one").setup().executors()).isEqualTo(1);
    assertThat(record("one").results().parametersSha256()).contains(undisturbed);
    assertThat(validation("one")).isEqualTo(validation("two"));
    assertThat(validation("two").points())
        .extracting(ValidationPoint::round)
        .containsExactly(7, 14, 21, 28, 30);
    assertThat(ShownPictures.of(directory.resolve("one/report.html")).sha256())
        .isEqualTo(ShownPictures.of(directory.resolve("two/report.html")).sha256());
  }

  /** A convolutional deep belief network over coloured pictures, in this process and in three. */
  @Test
  void convolutionsOverMapsHaveTheSameBitsOnThreeExecutors() throws Exception {
    try (InputStream plan = SameBitsIT.class.getResourceAsStream("/digests/maps.yaml")) {
      Files.write(directory.resolve("maps.yaml"), plan.readAllBytes());
    }
    LaminaCommand alone =
        LaminaCommand.run(
            "train",
            directory.resolve("maps.yaml").toString(),
            "--run-dir",
            directory.resolve("maps-alone").toString(),
            "--master",
            "local[1]",
            "--set",
            "publish.registry=" + directory.resolve("models"));
    assertThat(alone.exitCode()).as(alone.output()).isZero();
    try (LaminaProcess run =
        LaminaProcess.start(
            directory, "train", "maps.yaml", "--run-dir", "maps", "--executors", "3")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(record("maps").setup().executors()).isEqualTo(3);
    assertThat(record("maps").results().parametersSha256())
        .isPresent()
        .isEqualTo(record("maps-alone").results().parametersSha256());
    assertThat(directory.resolve("maps/report.html"))
        .content()
        .contains("<h2 id=\"samples\">Samples</h2>");
    assertThat(ShownPictures.of(directory.resolve("maps/report.html")).sha256())
        .isEqualTo(ShownPictures.of(directory.resolve("maps-alone/report.html")).sha256());
  }

  /** Each holds a third of every vector; one is killed. */
  @Test
  void threeExecutorsWithAParameterServerInEachGiveTheSameBits() throws Exception {
    try (LaminaProcess run = train("three", 3, "--executor-servers", "3")) {
      run.awaitLine("layer 2: [2-9]");
      kill(run);
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(Files.readString(directory.resolve("three/lamina.log")))
        .containsPattern(
            ": the parameter server at 127.0.0.1:[0-9]+ was lost .*continuing at the last");
    assertThat(record("three").setup().executors()).isEqualTo(3);
    assertThat(record("three").results().parametersSha256()).contains(undisturbed);
  }

  /**
   * The job on a user's own cluster, whose master and workers know Spark alone. Its executor is
   * stopped, as SIGSTOP does, another joins, and the first comes back, a zombie. Spark's metrics
   * have the rounds.
   */
  @Test
  void theSubmittedJobGivesTheSameBits() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(directory);
        LaminaProcess run = cluster.submit("train", "plan.yaml", "--run-dir", "submitted")) {
      run.awaitLine("layer 1: [2-9]");
      ProcessHandle first = cluster.executors().get(0);
      LaminaProcess.signal("STOP", first);
      cluster.addWorker();
      run.awaitLine("layer 1: an executor has joined in round");
      LaminaProcess.signal("CONT", first);
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("4 shards on 1 executor,").doesNotContain(" INFO ");
      assertThat(cluster.workers())
          .hasSize(2)
          .allSatisfy(worker -> assertThat(worker).contains("Asked to launch executor"));
      assertThat(cluster.metric("LaminaPlugin.finishedRounds")).isEqualTo("120");
    }

    assertThat(record("submitted").results().parametersSha256()).contains(undisturbed);
    assertThat(record("submitted").costs().workers())
        .extracting(WorkerRecord::worker)
        .contains("executor 0 on 127.0.0.1", "executor 1 on 127.0.0.1");
  }

  /**
   * Executors are killed before and after, and the driver in between, in the RBM, whose shards have
   * a state of their own; of what was done before, nothing is done again. The second driver is also
   * stopped for a while, as SIGSTOP does.
   */
  @Test
  void killedExecutorsAndAKilledDriverCostTimeAndNothingElse() throws Exception {
    try (LaminaProcess run = resumable()) {
      run.awaitLine("layer 1: [2-9]");
      kill(run);
      run.awaitLine("layer 1: an executor was lost in round");
      run.awaitLine("layer 2: [1-3][0-9]/30");
    } // closing it is kill -9
    try (LaminaProcess run = resumable("--resume")) {
      run.awaitLine("(fine-tuning|pseudo-labels 1): [0-9]+/30");
      stopForAWhile(run.handle(), run);
      run.awaitLine("pseudo-labels 1: [2-9]");
      kill(run);
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .contains("pseudo-labels 1: an executor was lost in round")
          .doesNotContain("layer 1: 3/", "layer 2: 3/");
    }

    assertThat(record("resumed").stages().resumedAt().orElseThrow()).startsWith("layer 2, round ");
    assertThat(record("resumed").results().parametersSha256()).contains(undisturbed);
    assertThat(record("resumed").stages().layers().get(1).curve().loss())
        .isEqualTo(record("two").stages().layers().get(1).curve().loss());
    assertThat(validation("resumed")).isEqualTo(validation("two"));
    assertThat(directory.resolve("resumed/checkpoints")).doesNotExist();
  }

  /** What the RBM came to by examples that were held out. */
  private static ValidationCurve validation(String run) throws IOException {
    return record(run).stages().layers().get(1).curve().validation();
  }

  /**
   * Two servers in processes of their own; one is killed in pretraining and comes back, the other
   * is stopped for a while in fine-tuning.
   */
  @Test
  void aParameterServerThatWasKilledIsFilledAgain() throws Exception {
    int port;
    try (LaminaProcess stays = serve(0);
        LaminaProcess dies = serve(0)) {
      port = port(dies);
      String servers = "127.0.0.1:" + port(stays) + ",127.0.0.1:" + port;
      try (LaminaProcess run =
          train("servers", 2, "--servers", servers, "--servers-token", "token")) {
        run.awaitLine("layer 2: [2-9]");
        dies.kill();
        try (LaminaProcess back = serve(port)) {
          assertThat(port(back)).isEqualTo(port);
          run.awaitLine("fine-tuning: [2-9]");
          stopForAWhile(stays.handle(), run);
          assertThat(run.exitCode()).as(run.output()).isZero();
        }
      }
    }

    assertThat(Files.readString(directory.resolve("servers/lamina.log")))
        .containsPattern(
            ": the parameter server at 127.0.0.1:"
                + port
                + " was lost \\(.*\\); continuing at the last checkpoint");
    assertThat(record("servers").results().parametersSha256()).contains(undisturbed);
  }

  private static LaminaProcess serve(int port) throws IOException {
    Path config = directory.resolve("server-" + port + ".conf");
    Files.writeString(config, "port: " + port + "\ntoken-file: token\n");
    return LaminaProcess.start(directory, "serve-parameters", "--config", config.toString());
  }

  private static int port(LaminaProcess server) throws InterruptedException {
    return Integer.parseInt(server.awaitLine("listening on 127.0.0.1:([0-9]+),").group(1));
  }

  private static LaminaProcess resumable(String... more) throws IOException {
    List<String> changes = new ArrayList<>(List.of("--set", "checkpoints.rounds=10"));
    changes.addAll(List.of(more));
    return train("resumed", 2, changes.toArray(String[]::new));
  }

  /** Until the executors have nothing to do. */
  private static void stopForAWhile(ProcessHandle process, LaminaProcess run) throws Exception {
    LaminaProcess.signal("STOP", process);
    Idleness.await(run.executors());
    LaminaProcess.signal("CONT", process);
  }

  /** As {@code kill -9} does. */
  private static void kill(LaminaProcess run) {
    List<ProcessHandle> executors = run.executors();
    assertThat(executors).isNotEmpty();
    assertThat(executors.get(0).destroyForcibly()).isTrue();
  }

  private static LaminaProcess train(String name, int executors, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(arguments(name, executors)));
    arguments.addAll(List.of(more));
    return LaminaProcess.start(directory, arguments.toArray(String[]::new));
  }

  private static String[] arguments(String name, int executors) {
    return new String[] {"train", "plan.yaml", "--run-dir", name, "--executors", "" + executors};
  }

  private static RunRecord record(String name) throws IOException {
    return new RunFiles(directory.resolve(name)).readRecord();
  }
}
