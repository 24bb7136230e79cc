package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws of few labels are kept and gone on from, as stages are. */
class ResumedLabelCurveIT {
  private static final String LAST = "2000 labels, draw 1";

  /** The last draw takes fifty times as many rounds as the others. */
  private static final String YAML =
      """
      name: curve
      data:
        unlabeled: {format: generated-digits, examples: 500, seed: 1}
        labeled: {format: generated-digits, examples: 3000, seed: 2}
        labeledExamples: 40
        test: {format: generated-digits, examples: 200, seed: 3}
        classes: 10
      shards: 2
      layers:
        - {kind: autoencoder, units: 32, learningRate: 0.2, batchSize: 10, rounds: 2}
      averaging: {localSteps: 4}
      fineTune: {learningRate: 0.1, batchSize: 5, epochs: 4, minimumRounds: 1}
      labelCurve: {examples: [40, 2000], draws: 1}
      checkpoints: {rounds: 10}
      resources: {executorMemory: 840m}
      """;

  @TempDir private Path directory;

  @Test
  void finishedDrawsOutliveAnInterruptionOfTheLast() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), YAML);
    String[] cut = LaminaCommand.training(directory, "plan.yaml", "cut");
    try (LaminaProcess run = LaminaProcess.start(directory, cut)) {
      run.awaitLine(LAST + ": [0-9]+/");
      run.interrupt();
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.output()).contains("nothing was published; continue it with: ");
    }
    String kept = rounds("cut");

    RunRecord resumed = finished("cut", "--resume");
    RunRecord undisturbed = finished("whole");

    assertThat(resumed.stages().resumedAt().orElseThrow()).startsWith(LAST + ", round ");
    assertThat(rounds("cut")).startsWith(kept);
    assertThat(rounds("cut").substring(kept.length()).lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(LAST));
    assertThat(resumed.results().labelCurve())
        .isEqualTo(undisturbed.results().labelCurve())
        .extracting(LabelCurvePoint::labels)
        .containsExactly(40, 2000);
  }

  private String rounds(String run) throws IOException {
    return Files.readString(directory.resolve(run).resolve("rounds.csv"));
  }

  private RunRecord finished(String name, String... more) throws IOException {
    LaminaCommand run = LaminaCommand.train(directory, "plan.yaml", name, more);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return new RunFiles(directory.resolve(name)).readRecord();
  }
}
