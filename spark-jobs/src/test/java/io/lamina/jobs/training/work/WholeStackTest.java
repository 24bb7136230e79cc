package io.lamina.jobs.training.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeStackTest {
  private static final String PLAN =
      """
      name: small
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        labeled: {format: generated-digits, examples: 100, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        classes: 10
      layers:
        - {kind: autoencoder, units: 3, learningRate: 0.1, batchSize: 10, rounds: 1}
      fineTune:
        {learningRate: 0.1, batchSize: 10, rounds: 1, augmentation: {shift: 5, rotation: 10}}
      """;

  private final WholeStack stack =
      new WholeStack(new PlanReader().read(new PlanText("small.yaml", PLAN), List.of()));

  @Test
  void onlyPicturesAreAugmented() {
    assertThat(stack.layers(new Shape(1, 6, 7)).output()).isEqualTo(Shape.plain(3));
    assertThatThrownBy(() -> stack.layers(Shape.plain(42)))
        .isInstanceOf(PlanRuleException.class)
        .hasMessageContaining("fineTune.augmentation is set, needs pictures")
        .hasMessageContaining("data.image");
    assertThatThrownBy(() -> stack.layers(new Shape(1, 5, 9)))
        .isInstanceOf(PlanRuleException.class)
        .hasMessage(
            "fineTune.augmentation.shift is 5, must be below the height and the width of the"
                + " pictures, 5");
  }
}
