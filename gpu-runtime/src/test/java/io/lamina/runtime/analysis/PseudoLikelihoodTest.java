package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PseudoLikelihoodTest {
  private static final int VISIBLE = 6;
  private static final int HIDDEN = 4;

  /** Not all states there are: their flipped ones would be the same, and a wrong sign unseen. */
  private static final int EXAMPLES = 23;

  private static final float[] STATES = Arrays.copyOf(States.all(VISIBLE), EXAMPLES * VISIBLE);
  private static final RbmParameters RBM = RandomRbm.bernoulli(VISIBLE, HIDDEN, 1.5, 7);

  private final Operations operations = TestedDevice.open();
  private final Matrix examples = operations.allocate(VISIBLE, EXAMPLES);
  private final Matrix scratch = operations.allocate(VISIBLE, EXAMPLES);
  private final Matrix hidden = operations.allocate(HIDDEN, EXAMPLES);
  private final PseudoLikelihood pseudoLikelihood =
      new PseudoLikelihood(DeviceRbm.upload(RBM, operations), EXAMPLES);

  @AfterEach
  void close() {
    operations.close();
  }

  @Test
  void isTheSumOfEachUnitsLogProbabilityGivenTheOthers() {
    operations.upload(STATES, 0, examples);

    assertThat(pseudoLikelihood.exact(examples, scratch, hidden))
        .isCloseTo(byDefinition(), Offset.offset(1e-3));
  }

  /**
   * From the joint probabilities of all states: {@code p(v) / (p(v) + p(v with bit i flipped))}.
   */
  private static double byDefinition() {
    double[] logs = new ExactLikelihood(RBM).logLikelihoods(States.all(VISIBLE));
    double sum = 0;
    for (int v = 0; v < EXAMPLES; v++) {
      for (int i = 0; i < VISIBLE; i++) {
        double p = Math.exp(logs[v]);
        sum += Math.log(p / (p + Math.exp(logs[v ^ (1 << i)])));
      }
    }
    return sum;
  }

  @Test
  void theEstimatesMeanIsTheExactSum() {
    operations.upload(STATES, 0, examples);
    double exact = pseudoLikelihood.exact(examples, scratch, hidden);
    int draws = 3000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double estimate = estimate(RandomKey.of(1).with(draw));
      sum += estimate / draws;
      squares += estimate * estimate / draws;
    }
    double error = Math.sqrt((squares - sum * sum) / draws);

    assertThat(sum).isCloseTo(exact, Offset.offset(4 * error));
    assertThat(error).isLessThan(-exact / 100);
  }

  @Test
  void theKeyFixesTheEstimate() {
    operations.upload(STATES, 0, examples);
    double first = estimate(RandomKey.of(3));

    assertThat(estimate(RandomKey.of(3))).isEqualTo(first);
    assertThat(estimate(RandomKey.of(4))).isNotEqualTo(first);
  }

  @Test
  void roundsTheExamplesAndLeavesThemAsTheyWere() {
    operations.upload(STATES, 0, examples);
    double ofStates = estimate(RandomKey.of(3));
    float[] between = STATES.clone();
    for (int i = 0; i < between.length; i++) {
      between[i] = 0.3f + 0.3f * between[i];
    }
    operations.upload(between, 0, examples);

    assertThat(estimate(RandomKey.of(3))).isEqualTo(ofStates);
    float[] after = new float[between.length];
    operations.download(examples, after, 0);
    assertThat(after).isEqualTo(between);
  }

  @Test
  void refusesUnitsThatCannotBeFlipped() {
    DeviceRbm gaussian = DeviceRbm.upload(RandomRbm.of(Visible.GAUSSIAN, 3, 2, 1, 1), operations);

    assertThatThrownBy(() -> new PseudoLikelihood(gaussian, 1))
        .hasMessageContaining("visible units are GAUSSIAN");
  }

  private double estimate(RandomKey key) {
    Sums total = operations.sums(1);
    pseudoLikelihood.addEstimate(1, examples, scratch, hidden, key, total);
    return operations.read(total)[0];
  }
}
