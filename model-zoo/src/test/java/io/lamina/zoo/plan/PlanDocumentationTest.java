package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lamina.zoo.plan.data.CsvColumn;
import io.lamina.zoo.plan.data.CsvLabel;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.GeneratedDigits;
import io.lamina.zoo.plan.data.GlobalContrastNormalisation;
import io.lamina.zoo.plan.data.ImagePatches;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.ZcaWhitening;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import io.lamina.zoo.plan.yaml.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/plan.md} to what the reader does. */
final class PlanDocumentationTest {
  private static final Pattern KEY = Pattern.compile("^[ -]*([A-Za-z]+):", Pattern.MULTILINE);
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyKeyIsDocumented() throws IOException {
    String documentation = documentation();

    assertThat(keys()).isNotEmpty();
    assertThat(keys()).allSatisfy(key -> assertThat(documentation).contains("`" + key + "`"));
  }

  @Test
  void theExampleIsAPlan() throws IOException {
    List<String> examples =
        EXAMPLE.matcher(documentation()).results().map(example -> example.group(1)).toList();

    assertThat(examples).hasSize(1);
    assertThat(SmallPlan.read(examples.get(0)).layers()).isNotEmpty();
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        arguments("shards", TrainingPlan.SHARDS),
        arguments("classes", DataPlan.CLASSES),
        arguments("labeledExamples", DataPlan.LABELED_EXAMPLES),
        arguments("examples", GeneratedDigits.EXAMPLES),
        arguments("examples", ImagePatches.EXAMPLES),
        arguments("label", CsvLabel.COLUMN),
        arguments("column", CsvColumn.COLUMN),
        arguments("regulariser", GlobalContrastNormalisation.REGULARISER),
        arguments("epsilon", ZcaWhitening.EPSILON),
        arguments("from", Part.SHARE),
        arguments("units", LayerPlan.UNITS),
        arguments("gibbsSteps", Rbm.GIBBS_STEPS),
        arguments("weightDecay", Rbm.WEIGHT_DECAY),
        arguments("weightDecay", Penalties.WEIGHT_DECAY),
        arguments("contraction", Penalties.CONTRACTION),
        arguments("amount", io.lamina.zoo.plan.layer.MaskingNoise.PROBABILITY),
        arguments("amount", io.lamina.zoo.plan.layer.GaussianNoise.DEVIATION),
        arguments("target", Sparsity.TARGET),
        arguments("weight", Sparsity.WEIGHT),
        arguments("corruption", FineTunePlan.CORRUPTION),
        arguments("learningRate", OptimizerPlan.LEARNING_RATE),
        arguments("learningRate", AveragingPlan.Outer.LEARNING_RATE),
        arguments("finalLearningRate", OptimizerPlan.FINAL_LEARNING_RATE),
        arguments("momentum", Momentum.MOMENTUM),
        arguments("finalMomentum", Momentum.MOMENTUM),
        arguments("beta1", Adam.BETA),
        arguments("beta2", Adam.BETA),
        arguments("epsilon", Adam.EPSILON),
        arguments("batchSize", StagePlan.BATCH_SIZE),
        arguments("epochs", TrainingLength.COUNT),
        arguments("rounds", TrainingLength.COUNT),
        arguments("minimumRounds", TrainingLength.COUNT),
        arguments("localSteps", AveragingPlan.LOCAL_STEPS),
        arguments("generations", PseudoLabelPlan.GENERATIONS),
        arguments("draws", LabelCurvePlan.DRAWS),
        arguments("dropout", FineTunePlan.DROPOUT));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void theRangeOfAKeyIsAsDocumented(String key, Range range) throws IOException {
    assertThat(documentation().lines().filter(line -> line.startsWith("| `" + key + "`")))
        .anySatisfy(line -> assertThat(line).contains(range.toString()));
  }

  @Test
  void theRangeOfAnExecutorsMemoryIsAsDocumented() throws IOException {
    String rule = MemorySize.form(ResourcePlan.EXECUTOR_MEMORY).rule();

    assertThat(documentation().lines().filter(line -> line.startsWith("| `executorMemory`")))
        .singleElement()
        .asString()
        .contains(rule.substring("must be ".length()));
  }

  /** The keys of a plan that holds every kind and format. */
  private static Set<String> keys() {
    TrainingPlan plan =
        SmallPlan.read(
            """
            name: every-key
            data:
              unlabeled: {format: image-patches, path: p, image: 30x30, byteOrder: big-endian, \
            patch: 28x28, examples: 10, seed: 1}
              labeled: {format: csv, path: c, label: 0, labels: [a], otherLabels: true, \
            columns: [{column: 1, kind: categorical, name: n, categories: [x]}], \
            part: {from: 0, to: 1, seed: 1}, onlyClasses: [0]}
              labeledExamples: 10
              test: {format: idx, features: c, labels: l, variation: {kind: rotated, seed: 1}}
              classes: 2
              image: 28x28
              preprocessing: [{kind: global-contrast-normalisation}, \
            {kind: zca-whitening, epsilon: 1}, {kind: min-max}]
            layers:
              - {kind: autoencoder, units: 1, corruption: {kind: masking, amount: 0}, \
            sparsity: {target: 0.1, weight: 1}, optimizer: {kind: adam}, learningRate: 1, \
            batchSize: 1, epochs: 1}
              - {kind: rbm, units: 1, optimizer: {kind: nesterov, momentum: 0.5}, \
            learningRate: 1, batchSize: 1, rounds: 1}
            fineTune: {learningRate: 1, batchSize: 1, epochs: 1}
            """);
    Set<String> keys = new TreeSet<>();
    KEY.matcher(new PlanWriter().write(plan))
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(keys::add);
    return keys;
  }

  private static String documentation() throws IOException {
    return Files.readString(Path.of("..", "docs", "plan.md"));
  }
}
