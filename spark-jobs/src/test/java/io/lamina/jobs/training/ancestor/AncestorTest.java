package io.lamina.jobs.training.ancestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.SourceRanges;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.registry.Manifest;
import io.lamina.zoo.registry.PublishedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AncestorTest {
  private static final String PLAN =
      """
      name: small
      data:
        unlabeled: {format: csv, path: days, split: {salt: a, to: 0.5}}
        test: {format: csv, path: days, split: {salt: a, from: 0.5}}
        preprocessing: [{kind: global-contrast-normalisation, regulariser: 0.1}, {kind: min-max}]
      shards: 1
      layers:
        - {kind: autoencoder, units: 2, weights: untied, learningRate: 0.1, batchSize: 1, epochs: 1}
        - {kind: rbm, units: 4, learningRate: 0.1, batchSize: 1, epochs: 1}
      retrain: {start: {kind: warm, from: v1}}
      """;

  private static final Shape INPUT = Shape.plain(3);

  @Test
  void itsLayersAreWhatItsPretrainingLeft() {
    TrainingPlan plan = plan();
    PretrainedStack stack = stack(plan);

    Ancestor ancestor = new Ancestor(network(plan, stack), plan.warmStart().orElseThrow());

    List<float[]> layers = ancestor.layers(plan, INPUT);
    assertThat(layers).hasSize(2);
    for (int k = 0; k < 2; k++) {
      assertThat(layers.get(k)).isEqualTo(stack.layers().get(k).parameters());
    }
  }

  @Test
  void aPlanMayDifferInHowItTrains() {
    assertThatCode(
            () ->
                new Likeness(network(plan(), stack(plan())))
                    .require(
                        plan(
                            "seed=7",
                            "layers[0].learningRate=0.5",
                            "layers[1].epochs=3",
                            "layers[1].gibbsSteps=2",
                            "data.unlabeled.path=others")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          layers[0].units=5                      | layers[0].units is 2 there, and 5 in this plan
          layers[0].weights=tied                 | layers[0].weights is
          layers[1].hidden=rectified             | the codes of layers[1] is
          layers[1].visible=gaussian             | the reconstruction of layers[1] is
          data.preprocessing=[{kind: min-max}]   | data.preprocessing is global-contrast-normalisation, min-max there, and min-max
          data.preprocessing[0].regulariser=0.2  | data.preprocessing has other values than there
          data.unlabeled.missing={fill: zero}    | data.unlabeled.missing is none there, and fill: zero in this plan
          data.test.split.from=0.6               | OK
          """)
  void whatIsOtherwiseIsNamed(String override, String difference) {
    Likeness likeness = new Likeness(network(plan(), stack(plan())));

    if (difference.equals("OK")) {
      assertThatCode(() -> likeness.require(plan(override))).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> likeness.require(plan(override)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the layers cannot begin from small@v1: ")
          .hasMessageContaining(difference)
          .hasMessageEndingWith("(use retrain.start.kind: cold)");
    }
  }

  @Test
  void rowsThatItLearntFromMustNotJudge() {
    Likeness likeness = new Likeness(network(plan(), stack(plan())));

    assertThatThrownBy(
            () ->
                likeness.require(
                    plan(
                        "data.unlabeled.split={salt: a, to: 0.3}",
                        "data.test.split={salt: a, from: 0.3}")))
        .hasMessageContaining("overlap");
    assertThatThrownBy(
            () -> likeness.require(plan("data.unlabeled.split.salt=b", "data.test.split.salt=b")))
        .hasMessageContaining("salts");
  }

  private static TrainingPlan plan(String... overrides) {
    return new PlanReader().read(new PlanText("plan", PLAN), List.of(overrides));
  }

  private static PretrainedStack stack(TrainingPlan plan) {
    List<PretrainedLayer> layers = new ArrayList<>();
    Shape shape = INPUT;
    for (int k = 0; k < plan.layers().size(); k++) {
      TwoWay layer = plan.layers().get(k).pretrained(shape, plan.inputActivation(k)).learnt();
      float[] parameters = new float[layer.parameterCount()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = 100 * k + i;
      }
      layers.add(new PretrainedLayer(layer, parameters));
      shape = layer.encoder().output();
    }
    return new PretrainedStack(layers);
  }

  private static PublishedNetwork network(TrainingPlan plan, PretrainedStack stack) {
    Manifest manifest = new Manifest("id", Instant.EPOCH, Map.of(), List.of());
    return new PublishedNetwork(
        new PublishedVersion("small", 1, "models/small/v1", manifest),
        plan,
        new Preprocessor(SourceRanges.of(plan.data()), 3, List.of(), List.of()),
        stack.encoder().then(stack.decoder()),
        stack.encoder(),
        stack.decoder());
  }
}
