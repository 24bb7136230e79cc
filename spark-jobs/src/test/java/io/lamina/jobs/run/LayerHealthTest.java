package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class LayerHealthTest {
  @Test
  void aSoundLayerHasNoTroubles() {
    LayerHealth sound = new LayerHealth(1000, 500, 0, 1000, 3, 6, 60, 0.9);

    assertThat(sound.troubles("layers[0]")).isEmpty();
    assertThat(sound.line())
        .isEqualTo(
            "of 1,000 units 500 dead, 0 saturated, 3 duplicates; codes of effective rank 6.0"
                + " (inputs: 60.0); the reconstruction explains 90.0 % of the inputs' variance");
  }

  @Test
  void aLayerThatIsMostlyDeadIsNamedWithTheKey() {
    assertThat(new LayerHealth(1000, 761, 0, 1000, 0, 20, 60, 0.2).troubles("layers[1]"))
        .singleElement()
        .asString()
        .startsWith("761 of the 1,000 units of layers[1] are dead")
        .contains("lower layers[1].learningRate");
  }

  @Test
  void codesThatTellLittleApartAreNamed() {
    assertThat(new LayerHealth(1000, 0, 0, 1000, 0, 5.9, 60, 0.2).troubles("layers[0]"))
        .singleElement()
        .asString()
        .startsWith("the codes of layers[0] have lost most of what tells examples apart");
    assertThat(new LayerHealth(30, 0, 0, 30, 0, 3, 600, 0.2).troubles("layers[0]"))
        .as("few units cannot have more")
        .isEmpty();
  }

  @Test
  void kMeansReconstructsNothing() {
    assertThat(new LayerHealth(10, 0, 0, 10, 0, 5, 60, Double.NaN).line())
        .endsWith("(inputs: 60.0)");
  }

  @Test
  void countsAreCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerHealth(10, 11, 0, 10, 0, 5, 60, 0))
        .withMessage("dead is 11, must be 0 to 10");
  }
}
