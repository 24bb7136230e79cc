package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What training does to the exact likelihood of bars and stripes (MacKay: Information Theory,
 * Inference, and Learning Algorithms, 2003): 3 × 3 pixels, whose rows are all equal or whose
 * columns are.
 */
class ContrastiveDivergenceTest {
  private static final int SIDE = 3;
  private static final int VISIBLE = SIDE * SIDE;
  private static final int HIDDEN = 10;
  private static final int STEPS = 4000;
  private static final double RATE = 0.1;
  private static final float[] DATA = barsAndStripes();
  private static final int EXAMPLES = DATA.length / VISIBLE;

  /** No model is better than one that has the examples alone, each as often as the others. */
  private static final double BEST = -Math.log(EXAMPLES);

  @Test
  void raisesTheLikelihoodAndNoLessWithLongerChains() {
    double start = likelihood(RandomKey.of(1), 1, 0);
    for (int seed = 1; seed <= 3; seed++) {
      double one = likelihood(RandomKey.of(seed), 1, STEPS);
      double ten = likelihood(RandomKey.of(seed), 10, STEPS);

      assertThat(one).isGreaterThan(start + 2.5).isLessThan(BEST);
      assertThat(ten).isGreaterThan(one - 0.05).isLessThan(BEST);
    }
  }

  private static double likelihood(RandomKey key, int gibbsSteps, int steps) {
    Rbm plan = plan(gibbsSteps);
    float[] vector =
        new Initialization(key).layer(0, plan, Shape.plain(VISIBLE), Activation.LINEAR);
    try (Trainer trainer =
        Trainers.layer(plan, Shape.plain(VISIBLE), plan.activation(), TestedDevice.open())) {
      trainer.vector().load(vector);
      for (int step = 0; step < steps; step++) {
        trainer.step(batch(), new Step(step, RATE, 0, key.with(step), false));
      }
      trainer.vector().store(vector);
    }
    return exact(vector).meanLogLikelihood(DATA);
  }

  private static ExactLikelihood exact(float[] vector) {
    return new ExactLikelihood(new RbmParameters(Visible.BERNOULLI, VISIBLE, HIDDEN, vector));
  }

  private static Rbm plan(int gibbsSteps) {
    return new Rbm(
        HIDDEN,
        Visible.BERNOULLI,
        Rbm.Hidden.BERNOULLI,
        Rbm.Chain.DATA,
        Rbm.VisibleStates.SAMPLED,
        gibbsSteps,
        Optional.empty(),
        0,
        new StagePlan(OptimizerPlan.constant(RATE), EXAMPLES, TrainingLength.rounds(1)));
  }

  private static MiniBatch batch() {
    MiniBatch batch = new MiniBatch(VISIBLE, EXAMPLES);
    System.arraycopy(DATA, 0, batch.values(), 0, DATA.length);
    batch.size(EXAMPLES);
    return batch;
  }

  /** 14 pictures: all off and all on are both bars and stripes, and count once. */
  private static float[] barsAndStripes() {
    int patterns = 1 << SIDE;
    float[] pictures = new float[(2 * patterns - 2) * VISIBLE];
    for (int example = 0; example < 2 * patterns - 2; example++) {
      boolean bars = example < patterns;
      int pattern = bars ? example : example - patterns + 1;
      for (int i = 0; i < VISIBLE; i++) {
        pictures[example * VISIBLE + i] = States.on(pattern, bars ? i / SIDE : i % SIDE);
      }
    }
    return pictures;
  }
}
