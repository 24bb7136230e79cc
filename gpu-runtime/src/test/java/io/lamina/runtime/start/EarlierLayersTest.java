package io.lamina.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.retrain.WarmStart;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierLayersTest {
  private static final Shape INPUT = Shape.plain(2);

  /** W (2 × 3), b, c, V (2 × 3). */
  private static final LayerPlan UNTIED =
      new PlanReader()
          .read(
              new PlanText(
                  "plan",
                  """
                  name: small
                  data:
                    unlabeled: {format: idx, features: images}
                    test: {format: idx, features: images}
                  shards: 1
                  layers:
                    - {kind: autoencoder, units: 3, weights: untied, learningRate: 0.1, batchSize: 1, epochs: 1}
                  """),
              List.of())
          .layers()
          .get(0);

  private static final float[] OLD = {
    10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170
  };

  @Test
  void parametersAreShrunkAndPerturbed() {
    float[] start = start(0.5, 0.25, List.of(units())).layer(0, UNTIED, INPUT, Activation.LINEAR);

    for (int i = 0; i < OLD.length; i++) {
      assertThat(start[i]).isEqualTo(0.5f * OLD[i] + 0.25f * fresh()[i]);
    }
  }

  @Test
  void theEndsAreAColdStartAndTheEarlierLayerItself() {
    assertThat(start(0, 1, List.of(units())).layer(0, UNTIED, INPUT, Activation.LINEAR))
        .isEqualTo(fresh());
    assertThat(start(1, 0, List.of(units())).layer(0, UNTIED, INPUT, Activation.LINEAR))
        .isEqualTo(OLD);
  }

  @Test
  void allOfAForgottenUnitIsFresh() {
    float[] start = start(1, 0, List.of(units(1))).layer(0, UNTIED, INPUT, Activation.LINEAR);

    assertThat(start)
        .containsExactly(10, 20, -1, -1, 50, 60, 70, -1, 90, 100, 110, 120, 130, -1, -1, 160, 170);
  }

  @Test
  void theNextLayerForgetsWhatItHadForTheUnit() {
    float[] start =
        start(1, 0, List.of(units(1), units())).layer(1, UNTIED, INPUT, Activation.LINEAR);

    assertThat(start)
        .containsExactly(10, -1, 30, -1, 50, -1, 70, 80, 90, 100, -1, 120, -1, 140, -1, 160, -1);
  }

  @Test
  void refusesALayerOfAnotherSize() {
    LayerStarts longer = (layer, plan, input, made) -> new float[23];
    EarlierLayers start =
        new EarlierLayers(List.of(OLD), List.of(units()), new WarmStart("v1", 1, 0, true), longer);

    assertThatThrownBy(() -> start.layer(0, UNTIED, Shape.plain(3), Activation.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 1 has 23 parameters, the earlier one had 17");
  }

  private static EarlierLayers start(double shrink, double noise, List<BitSet> forgotten) {
    return new EarlierLayers(
        forgotten.stream().map(each -> OLD).toList(),
        forgotten,
        new WarmStart("v1", shrink, noise, true),
        (layer, plan, input, made) -> fresh());
  }

  private static float[] fresh() {
    float[] fresh = new float[OLD.length];
    Arrays.fill(fresh, -1);
    return fresh;
  }

  private static BitSet units(int... units) {
    BitSet set = new BitSet();
    Arrays.stream(units).forEach(set::set);
    return set;
  }
}
