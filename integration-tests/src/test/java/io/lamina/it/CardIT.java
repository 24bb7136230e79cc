package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kind of device that Lamina does not know: a provider on the class path, and two cards that the
 * user's cluster hands out, one to each executor.
 */
class CardIT {
  private static final String CARD = "test-card in plain Java";

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
      resources: {device: test-card, executorMemory: 840m}
      """;

  /** Each worker of the cluster claims the first card that no other has. */
  private static final String DISCOVERY =
      """
      #!/bin/sh
      for address in 0 1; do
        if mkdir "%s/$address" 2>/dev/null; then
          echo "{\\"name\\": \\"card\\", \\"addresses\\": [\\"$address\\"]}"
          exit 0
        fi
      done
      exit 1
      """;

  @TempDir private Path directory;

  /**
   * The executors have two cores each: only the cards bound the tasks side by side. The driver has
   * no card, and the run needs none there: not for the pictures, nor for the likelihood.
   */
  @Test
  void aRunOnTwoCardsIsPublished() throws Exception {
    RunRecord record = trained("run");

    assertThat(record.setup().device()).contains(CARD);
    assertThat(record.results().test().device()).contains(CARD);
    assertThat(record.results().reportDevice()).contains(CARD);
    assertThat(record.results().likelihood().orElseThrow().device()).isEqualTo(CARD);
    assertThat(record.costs().workers().stream().map(WorkerRecord::worker).distinct()).hasSize(2);
    assertThat(opened("run")).containsExactlyInAnyOrder("0", "1");
    assertThat(directory.resolve("models/cards/v1/report.html")).exists();
    assertThat(Files.readString(directory.resolve("run/report.html"))).contains("data:image/png");
  }

  /**
   * In one of two runs a card flips a bit, once: its executor is found and excluded, and what it
   * added is trained again. Every build shows the same by simulation.
   */
  @Test
  @Tag("soak")
  void theBitsAreTheSameIfACardFlipsABit() throws Exception {
    RunRecord record = trained("run");
    RunRecord flipped =
        trained(
            "flipped",
            List.of("-D" + CardProvider.FAULTY + "=1"),
            List.of("--set", "resources.recheck=1"));

    assertThat(opened("flipped")).containsExactlyInAnyOrder("0", "1", "flipped");
    assertThat(Files.readString(directory.resolve("flipped/lamina.log")))
        .containsPattern(
            "layer 2: executor \\d on 127.0.0.1 came to wrong bits for shard \\d in round 1, by"
                + " comparison with executor \\d on 127.0.0.1; without executor \\d on 127.0.0.1"
                + " \\(test-card in plain Java\\), going back to round 1");
    assertThat(flipped.results().parametersSha256())
        .isPresent()
        .isEqualTo(record.results().parametersSha256());
  }

  private List<String> opened(String run) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(run + "-opened"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private RunRecord trained(String name) throws Exception {
    return trained(name, List.of(), List.of());
  }

  private RunRecord trained(String name, List<String> properties, List<String> options)
      throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    List<String> command = command(name, properties);
    command.addAll(options);
    try (LaminaProcess run = LaminaProcess.start(directory, command)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    return new RunFiles(directory.resolve(name)).readRecord();
  }

  private List<String> command(String run, List<String> properties)
      throws IOException, URISyntaxException {
    String classPath = LaminaProcess.classPath() + ":" + provider();
    Path opened = Files.createDirectory(directory.resolve(run + "-opened"));
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    command.add("-D" + CardProvider.OPENED + "=" + opened);
    command.addAll(properties);
    command.add("-Dspark.executor.extraClassPath=" + classPath);
    command.add("-Dspark.executor.cores=2");
    command.add("-Dspark.worker.resource.card.amount=1");
    command.add("-Dspark.worker.resource.card.discoveryScript=" + discoveryScript(run));
    command.add("-Dspark.driver.host=127.0.0.1");
    command.add("-Dspark.ui.enabled=false");
    command.addAll(List.of("-cp", classPath, "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of("train", "plan.yaml", "--run-dir", run, "--executors", "2"));
    command.addAll(List.of("--master", "local-cluster[2,2,600]"));
    return command;
  }

  /** The directory that makes the provider known, to this run alone. */
  private static Path provider() throws URISyntaxException {
    return Path.of(CardIT.class.getResource("/cards").toURI());
  }

  private Path discoveryScript(String run) throws IOException {
    Path claims = Files.createDirectory(directory.resolve(run + "-claims"));
    Path script = directory.resolve(run + "-discover-cards");
    Files.writeString(script, DISCOVERY.formatted(claims));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
  }
}
