package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.geometry.OverPatches;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of convolutions. */
class ConvolutionPlanTest {
  private static final Shape PICTURE = new Shape(1, 28, 28);

  private static TrainingPlan plan(String keys) {
    return SmallPlan.read(
        """
        name: convolution
        data:
          unlabeled: {format: generated-digits, examples: 10, seed: 1}
          test: {format: generated-digits, examples: 10, seed: 2}
        shards: 1
        layers:
          - {kind: convolution, filters: 3, %s, learningRate: 0.1, batchSize: 8, rounds: 1}
        averaging: {localSteps: 1}
        """
            .formatted(keys));
  }

  private static LayerPlan layer(String keys) {
    return plan(keys).layers().get(0);
  }

  @Test
  void learnsFromSomePatchesOfEachExampleUnlessItSaysMore() {
    LayerPlan layer = layer("size: 5, learns: {kind: autoencoder}");
    assertThat(layer.columns()).isEqualTo(16);
    assertThat(layer.stage().batchSize()).isEqualTo(8);
    assertThat(layer.pretrained(PICTURE, Activation.SIGMOID)).isInstanceOf(OverPatches.class);
    assertThat(layer("size: 5, patches: 7, learns: {kind: rbm}").columns()).isEqualTo(7);
  }

  @Test
  void learnsFromWholeMaps() {
    LayerPlan layer = layer("size: 5, over: maps, learns: {kind: rbm, chain: persistent}");
    assertThat(layer.columns()).isEqualTo(1);
    assertThat(layer.stage().batchSize()).isEqualTo(8);
    OverMaps pretrained = (OverMaps) layer.pretrained(PICTURE, Activation.SIGMOID);
    assertThat(pretrained.output()).isEqualTo(new Shape(3, 24, 24));
    assertThat(layer.shardState(pretrained)).isEqualTo(3 * 24 * 24 * 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size: 5, over: maps, learns: {kind: rbm}",
        "size: 5, over: maps, onePerMap: true, learns: {kind: autoencoder, activation: rectifier}",
        "size: 5, over: maps, pooling: {kind: probabilistic, size: 2}, learns: {kind: rbm}",
        "size: 4, stride: 2, over: maps, pooling: {size: 2}, learns: {kind: autoencoder}",
        "size: 5, pooling: {kind: average, size: 3, stride: 2}, learns: {kind: autoencoder}",
        "size: 5, border: same, over: patches, patches: 3, learns: {kind: autoencoder}"
      })
  void isReadAsItWasWritten(String keys) {
    TrainingPlan plan = plan(keys);
    assertThat(SmallPlan.read(new PlanWriter().write(plan))).isEqualTo(plan);
  }

  @Test
  void squaresMayOverlap() {
    Pretrained pretrained =
        layer("size: 5, pooling: {size: 3, stride: 2}, learns: {kind: rbm}")
            .pretrained(PICTURE, Activation.SIGMOID);
    assertThat(pretrained.output()).isEqualTo(new Shape(3, 11, 11));
    assertThat(layer("size: 5, pooling: {size: 3}, learns: {kind: rbm}"))
        .isEqualTo(layer("size: 5, pooling: {size: 3, stride: 3}, learns: {kind: rbm}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max|3|must be at most size, 2: every place is in a square",
        "probabilistic|1|must be size, 2, with kind: probabilistic: each unit is in one square"
      })
  void squaresLeaveNothingOut(String kind, int stride, String reason) {
    String pooling = "pooling: {kind: " + kind + ", size: 2, stride: " + stride + "}";
    assertThatThrownBy(() -> plan("size: 9, over: maps, " + pooling + ", learns: {kind: rbm}"))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "my.yaml:7: layers[0].pooling.stride: " + stride + " is not allowed: " + reason);
  }

  /** The published network has the largest, which every reader of networks knows. */
  @Test
  void ofASquareAtMostOneUnitIsOnWhereAMachineLearns() {
    LayerPlan layer =
        layer("size: 9, over: maps, pooling: {kind: probabilistic, size: 2}, learns: {kind: rbm}");
    Pretrained pretrained = layer.pretrained(PICTURE, Activation.SIGMOID);
    Window squares = Window.square(new Shape(3, 20, 20), 2, 2, Border.VALID);
    assertThat(pretrained.blocks()).contains(squares);
    assertThat(pretrained.up())
        .containsExactly(
            new Convolution(Window.square(PICTURE, 9, 1, Border.VALID), 3, Activation.SIGMOID),
            new Pooling(squares, Pooling.Kind.MAX));

    assertThatThrownBy(() -> layer.pretrained(new Shape(1, 29, 28), Activation.SIGMOID))
        .isInstanceOf(PlanRuleException.class)
        .hasMessageContaining("must divide the height and the width of the maps, 21x20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learns: {kind: rbm}",
        "over: maps, learns: {kind: autoencoder}",
        "over: maps, learns: {kind: rbm, hidden: rectified}"
      })
  void noOtherUnitsCompete(String keys) {
    assertThatThrownBy(() -> plan("size: 9, pooling: {kind: probabilistic, size: 2}, " + keys))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "my.yaml:7: layers[0].pooling.kind: probabilistic is not allowed: must be max or"
                + " average, or use over: maps and learns: {kind: rbm} with hidden: bernoulli, of"
                + " which at most one unit of a square is on");
  }

  @Test
  void ofAMapOneUnitCountsWhereARectifiedAutoencoderLearns() {
    String learns = "learns: {kind: autoencoder, activation: rectifier}";
    Pretrained pretrained =
        layer("size: 5, over: maps, onePerMap: true, " + learns)
            .pretrained(new Shape(1, 28, 20), Activation.SIGMOID);
    assertThat(pretrained.blocks())
        .contains(new Window(new Shape(3, 24, 16), 24, 16, 1, Border.VALID));

    for (String wrong :
        List.of(
            "onePerMap: true, " + learns,
            "over: maps, onePerMap: true, learns: {kind: autoencoder}",
            "over: maps, onePerMap: true, learns: {kind: rbm, hidden: rectified}")) {
      assertThatThrownBy(() -> plan("size: 5, " + wrong))
          .isInstanceOf(InvalidPlanException.class)
          .hasMessageContaining("layers[0].onePerMap: true is not allowed: must be false, or use");
    }
  }

  @Test
  void patchesAreNotDrawnOverMaps() {
    assertThatThrownBy(() -> plan("size: 5, over: maps, patches: 4, learns: {kind: rbm}"))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("layers[0].patches: 4 is not allowed: leave it out with over: maps");
  }
}
