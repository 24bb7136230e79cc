package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.BaselineErrors;
import io.lamina.jobs.run.LabelCurveRow;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pretraining and the network's own labels are worth where there are few labels. */
class FewLabelsIT {
  private static final String YAML =
      """
      name: few
      data:
        unlabeled: {format: generated-digits, examples: 4000, seed: 1}
        labeled: {format: generated-digits, examples: 1000, seed: 2}
        labeledExamples: 50
        test: {format: generated-digits, examples: 1000, seed: 3}
        classes: 10
      layers:
        - {kind: autoencoder, units: 150, corruption: {kind: masking, amount: 0.4}, learningRate: 0.2, batchSize: 20, epochs: 8}
      fineTune:
        learningRate: 0.3
        batchSize: 10
        rounds: 20
        corruption: 0.25
        dropout: 0.3
        pseudoLabels: {generations: 2, learningRate: 0.3, batchSize: 20, epochs: 2}
      compare: [scratch, linear, nearest, codes]
      labelCurve: {examples: [50, 500], draws: 2}
      resources: {executorMemory: 840m}
      """;

  @TempDir private Path directory;

  @Test
  void unlabeledExamplesStandInForLabels() throws Exception {
    Files.writeString(directory.resolve("few.yaml"), YAML);
    LaminaCommand command = LaminaCommand.train(directory, "few.yaml", "run");
    assertThat(command.exitCode()).as(command.output()).isZero();
    assertThat(command.output())
        .containsPattern("(?m)^test error  [0-9.]+ %, before pseudo-labels [0-9.]+ %$")
        .containsPattern("(?m)^ +50 +2  .*[0-9.]+ ± [0-9.]+ %")
        .containsPattern(
            "(?m)^ +nearest neighbour on the codes of layer 1 +[0-9.]+ ± [0-9.]+ %  +-?[0-9.]+ ±");
    RunRecord run = new RunFiles(directory.resolve("run")).readRecord();

    assertThat(run.stages().pseudoLabels()).hasSize(2);
    assertThat(run.testError().orElseThrow())
        .isLessThan(run.results().test().fineTunedError().orElseThrow());
    List<LabelCurveRow> rows = LabelCurveRow.of(run.results().labelCurve());
    assertThat(rows).extracting(LabelCurveRow::labels).containsExactly(50, 500);
    LabelCurveRow few = rows.get(0);
    assertThat(few.pretrained().mean()).isLessThan(mean(few.scratch()));
    assertThat(mean(few.linear())).as("better than a guess").isLessThan(0.6);
    assertThat(mean(rows.get(1).linear())).isLessThan(0.7 * mean(few.linear()));
    assertThat(run.results().test().linearError().orElseThrow()).isLessThan(0.6);
    BaselineErrors baselines = run.results().test().baselines();
    assertThat(baselines.nearest().orElseThrow()).as("better than a guess").isLessThan(0.7);
    assertThat(baselines.codes()).hasSize(1);
    assertThat(baselines.codes().get(0).linear()).isLessThan(0.6);
    assertThat(baselines.codes().get(0).nearest()).isLessThan(0.7);
    assertThat(mean(few.pseudoLabels())).isLessThan(few.pretrained().mean());
    assertThat(rows.get(1).pretrained().mean()).isLessThan(0.7 * few.pretrained().mean());
    assertThat(few.pretrained().deviation().orElseThrow()).as("draws differ").isPositive();
    assertThat(directory.resolve("run/report.html")).content().contains("by the number of labels");
  }

  /** Two rounds are enough for what was pretrained, and too few for random weights. */
  @Test
  void theRandomStartIsTrainedForAsLongAsItNeeds() throws Exception {
    Files.writeString(
        directory.resolve("fair.yaml"),
        YAML.replaceAll("(?m)^  (corruption|dropout|pseudoLabels): .*\n", "")
            .replaceAll("(?m)^(compare|labelCurve): .*\n", "")
            .replace("labeledExamples: 50", "labeledExamples: 300")
            .replace("  classes: 10", "  classes: 10\n  validation: {part: 0.2}")
            .replace("  rounds: 20", "  rounds: 2\n  validateRounds: 1\n  keep: best")
            .replace("resources:", "compare: [scratch]\nresources:"));
    LaminaCommand command = LaminaCommand.train(directory, "fair.yaml", "fair");
    assertThat(command.exitCode()).as(command.output()).isZero();
    assertThat(command.output())
        .contains("240 labeled, 1,000 held out, for validation 800 and 60;")
        .contains("random start, 2 times as long: done");
    RunRecord run = new RunFiles(directory.resolve("fair")).readRecord();

    assertThat(run.stages().fineTune().orElseThrow().rounds()).isEqualTo(2);
    assertThat(run.stages().scratch().orElseThrow().rounds()).isGreaterThanOrEqualTo(4);
    assertThat(run.stages().scratch().orElseThrow().validation().points())
        .allMatch(point -> point.error().isPresent());
    assertThat(run.stages().layers().get(0).curve().validation().points())
        .isNotEmpty()
        .allMatch(point -> point.error().isEmpty() && point.loss() > 0);
  }

  private static double mean(java.util.Optional<Spread> errors) {
    return errors.orElseThrow().mean();
  }
}
