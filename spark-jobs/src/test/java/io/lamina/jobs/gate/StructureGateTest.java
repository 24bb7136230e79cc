package io.lamina.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.gate.statistics.CodeSample;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.retrain.GatesPlan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StructureGateTest {
  private static final int UNITS = 40;
  private static final int ROWS = 300;

  private final StructureGate gate =
      new StructureGate(GatesPlan.usual().structure(), GatesPlan.usual().floor());
  private final Random random = new Random(1);

  /** The codes of a layer, of which the first units are dead. */
  private LayerFigures layer(int dead, int saturated, int copies) {
    float[] codes = new float[ROWS * UNITS];
    for (int i = 0; i < codes.length; i++) {
      int unit = i % UNITS;
      codes[i] = 0.1f + 0.8f * random.nextFloat();
      if (unit < dead) {
        codes[i] = 0.5f;
      } else if (unit < dead + saturated) {
        codes[i] = i / UNITS == 0 ? 0 : 1;
      } else if (unit >= UNITS - copies) {
        codes[i] = codes[i - 1];
      }
    }
    return LayerFigures.of(new CodeSample(codes, UNITS), Activation.SIGMOID, UNITS, copies);
  }

  @Test
  void onlyUnitsWithARangeAreSaturated() {
    float[] codes = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      codes[row] = row == 0 ? 0.3f : -0.995f;
    }
    CodeSample sample = new CodeSample(codes, 1);

    assertThat(LayerFigures.of(sample, Activation.TANH, 1, 0).saturated()).isEqualTo(1);
    assertThat(LayerFigures.of(sample, Activation.LINEAR, 1, 0).saturated()).isZero();
  }

  private List<String> failed(LayerFigures candidate, LayerFigures... champion) {
    return gate.judge(List.of(candidate), List.of(champion)).stream()
        .filter(result -> !result.passes())
        .map(GateResult::gate)
        .toList();
  }

  @Test
  void aLayerLikeTheChampionsPasses() {
    assertThat(failed(layer(2, 1, 1), layer(2, 1, 1))).isEmpty();
    assertThat(failed(layer(0, 0, 0), layer(0, 0, 0))).isEmpty();
  }

  @Test
  void eachFaultFailsItsOwnGate() {
    assertThat(failed(layer(3, 0, 0), layer(0, 0, 0))).containsExactly("dead units");
    assertThat(failed(layer(0, 6, 0), layer(0, 0, 0))).containsExactly("saturated units");
    assertThat(failed(layer(0, 0, 3), layer(0, 0, 0))).containsExactly("duplicate units");
    assertThat(failed(layer(0, 0, 20), layer(0, 0, 20))).isEmpty();
    assertThat(failed(layer(0, 0, 20), layer(0, 0, 0)))
        .containsExactly("duplicate units", "rank of codes");
  }

  @Test
  void aDeadLayerFailsWithAChampionAndWithout() {
    LayerFigures dead = new LayerFigures(UNITS, UNITS, 0, UNITS, 0, 0);

    assertThat(failed(dead, layer(0, 0, 0))).containsExactly("dead units", "rank of codes");
    assertThat(failed(dead)).containsExactly("dead units", "rank of codes");
    assertThat(failed(layer(4, 4, 4))).isEmpty();
  }

  @Test
  void theWorstLayerIsNamed() {
    List<GateResult> results =
        gate.judge(
            List.of(layer(0, 0, 0), layer(10, 0, 0), layer(1, 0, 0)),
            List.of(layer(0, 0, 0), layer(1, 0, 0)));

    assertThat(results.get(0).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(results.get(0).sentence())
        .isEqualTo(
            "In layer 2 the share of dead units is 0.25, must be at most 0.075: look at this layer"
                + " in the report, and at its learning rate and its data.");
    assertThat(results.get(0).figures())
        .containsExactly(
            new Figure("layer1", 0), new Figure("layer2", 0.25), new Figure("layer3", 0.025));
    assertThat(results.get(0).thresholds()).extracting(Figure::name).hasSize(3);
  }

  @Test
  void aSmallerLayerNeedsLessRank() {
    LayerFigures large = new LayerFigures(100, 0, 0, 100, 0, 60);

    assertThat(failed(new LayerFigures(50, 0, 0, 50, 0, 25), large)).isEmpty();
    assertThat(failed(new LayerFigures(50, 0, 0, 50, 0, 23), large))
        .containsExactly("rank of codes");
    assertThat(failed(new LayerFigures(200, 0, 0, 200, 0, 49), large)).isEmpty();
  }
}
