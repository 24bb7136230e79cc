package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactLikelihoodTest {
  /** Summed over the hidden side, over the visible one, and over either. */
  @ParameterizedTest
  @CsvSource({"7,3", "3,7", "5,5", "1,1"})
  void thePartitionFunctionIsTheSumOverAllPairsOfStates(int visible, int hidden) {
    RbmParameters rbm = RandomRbm.bernoulli(visible, hidden, 2, 3);
    float[] states = States.all(visible);
    double sum = 0;
    for (int v = 0; v < 1 << visible; v++) {
      sum += States.weight(rbm, States.doubles(states, v * visible, visible));
    }

    assertThat(new ExactLikelihood(rbm).logPartition())
        .isCloseTo(Math.log(sum), Offset.offset(1e-12));
  }

  @Test
  void theProbabilitiesOfAllStatesSumToOne() {
    double[] logs =
        new ExactLikelihood(RandomRbm.bernoulli(8, 5, 2, 4)).logLikelihoods(States.all(8));

    assertThat(Arrays.stream(logs).map(Math::exp).sum()).isCloseTo(1, Offset.offset(1e-12));
  }

  @Test
  void theMeanIsOverExamples() {
    ExactLikelihood exact = new ExactLikelihood(RandomRbm.bernoulli(2, 2, 1, 5));
    double[] both = exact.logLikelihoods(new float[] {0, 1, 1, 1});

    assertThat(exact.meanLogLikelihood(new float[] {0, 1, 1, 1}))
        .isEqualTo((both[0] + both[1]) / 2);
    assertThat(both[0]).isNotEqualTo(both[1]);
  }

  /** By Riemann sums over the plane. */
  @Test
  void aGaussianMachinesDensityIntegratesToOne() {
    ExactLikelihood exact = new ExactLikelihood(RandomRbm.of(Visible.GAUSSIAN, 2, 3, 1.2, 6));
    double step = 0.1;
    double mass = 0;
    for (double x = -20; x < 20; x += step) {
      for (double y = -20; y < 20; y += step) {
        double[] log = exact.logLikelihoods(new float[] {(float) x, (float) y});
        mass += Math.exp(log[0]) * step * step;
      }
    }
    assertThat(mass).isCloseTo(1, Offset.offset(1e-5));
  }

  /** {@code eˣ} of neither sign can be taken of these. */
  @Test
  void isFiniteForEnergiesFarBeyondADoublesExponent() {
    float[] vector = {900, 900, 900, 900, -700, -700, -700, -700};
    ExactLikelihood exact = new ExactLikelihood(new RbmParameters(Visible.BERNOULLI, 2, 2, vector));

    // One pair of states, all on, has 4 · 900 - 4 · 700; the next is all off.
    assertThat(exact.logPartition()).isCloseTo(800, Offset.offset(1e-9));
    assertThat(exact.logLikelihoods(new float[] {0, 0})[0]).isCloseTo(-800, Offset.offset(1e-9));
  }

  @Test
  void refusesMoreUnitsThanCanBeSummed() {
    assertThatThrownBy(() -> new ExactLikelihood(RandomRbm.bernoulli(30, 26, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all states of 26 units")
        .hasMessageContaining("at most 25");
    assertThatThrownBy(() -> new ExactLikelihood(RandomRbm.of(Visible.GAUSSIAN, 2, 30, 1, 1)))
        .hasMessageContaining("all states of 30 units");
  }

  @Test
  void refusesValuesThatAreNoStates() {
    ExactLikelihood exact = new ExactLikelihood(RandomRbm.bernoulli(2, 2, 1, 1));

    assertThatThrownBy(() -> exact.meanLogLikelihood(new float[] {0, 1, 1, 0.5f}))
        .hasMessageContaining("value 1 of example 1 is 0.5: a unit is 0 or 1");
    ExactLikelihood gaussian = new ExactLikelihood(RandomRbm.of(Visible.GAUSSIAN, 2, 2, 1, 1));

    assertThatThrownBy(() -> gaussian.meanLogLikelihood(new float[] {0.5f, Float.NaN}))
        .hasMessage("value 1 of example 0 is NaN: a unit is a finite number");
  }
}
