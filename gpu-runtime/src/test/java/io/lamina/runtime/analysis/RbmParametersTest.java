package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.layer.Rbm.Visible;
import org.junit.jupiter.api.Test;

class RbmParametersTest {
  private static final float[] VECTOR = {11, 21, 12, 22, 13, 23, 1, 2, 3, -1, -2, 99};

  @Test
  void readsATrainersVectorAndNothingAfterIt() {
    RbmParameters rbm = new RbmParameters(Visible.BERNOULLI, 2, 3, VECTOR);

    assertThat(rbm.weight(1, 0)).isEqualTo(21);
    assertThat(rbm.weight(0, 2)).isEqualTo(13);
    assertThat(rbm.hiddenBiases()).containsExactly(1, 2, 3);
    assertThat(rbm.visibleBiases()).containsExactly(-1, -2);
    assertThat(rbm.vector()).hasSize(11);
  }

  @Test
  void keepsACopy() {
    float[] vector = VECTOR.clone();
    RbmParameters rbm = new RbmParameters(Visible.BERNOULLI, 2, 3, vector);
    vector[0] = 0;
    rbm.vector()[0] = 0;

    assertThat(rbm.weight(0, 0)).isEqualTo(11);
  }

  @Test
  void refusesAVectorThatIsTooShortOrNotFinite() {
    assertThatThrownBy(() -> new RbmParameters(Visible.BERNOULLI, 2, 4, VECTOR))
        .hasMessage("a vector of 12 values: a machine of 2 visible and 4 hidden units has 14");
    float[] diverged = VECTOR.clone();
    diverged[5] = Float.NaN;
    assertThatThrownBy(() -> new RbmParameters(Visible.BERNOULLI, 2, 3, diverged))
        .hasMessageStartingWith("parameter 5 is NaN, must be finite");
    assertThatThrownBy(() -> new RbmParameters(Visible.BERNOULLI, 2, 0, VECTOR))
        .hasMessage("hidden is 0, must be at least 1");
  }
}
