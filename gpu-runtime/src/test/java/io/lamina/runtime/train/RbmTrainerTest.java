package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrastive divergence against sums over all states of a tiny machine. */
class RbmTrainerTest {
  private static final int VISIBLE = 4;
  private static final int HIDDEN = 3;
  private static final int BATCH = 4000;
  private static final int[] DATA = {0b0011, 0b1100, 0b0111, 0b0011};

  /** The mean update is that of the chain's exact distribution after k steps. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theMeanUpdateIsThatOfTheExactChain(int steps) {
    float[] at = parameters();
    TinyRbm exact = new TinyRbm(VISIBLE, HIDDEN, at);
    double[] data = distribution();
    double[] end = data;
    for (int k = 0; k < steps; k++) {
      end = exact.gibbs(end);
    }

    assertUpdates(meanUpdate(at, steps, 40), exact.statistics(data), exact.statistics(end));
  }

  /** A long chain forgets the data: its update is the likelihood's gradient. */
  @Test
  void aLongChainGivesTheGradientOfTheLikelihood() {
    float[] at = parameters();
    TinyRbm exact = new TinyRbm(VISIBLE, HIDDEN, at);
    double[] model = new double[1 << VISIBLE];
    for (int v = 0; v < model.length; v++) {
      model[v] = exact.probability(v);
    }

    assertUpdates(
        meanUpdate(at, 60, 12), exact.statistics(distribution()), exact.statistics(model));
  }

  /**
   * By chains that begin at the data, and by persistent ones, which come nearer to the best; also
   * by more of these than examples. The rate falls, as they need: at a high one the model runs from
   * where its chains are.
   */
  @ParameterizedTest
  @CsvSource({"DATA,100,-1.2", "PERSISTENT,100,-1.12", "PERSISTENT,40,-1.12"})
  void trainingRaisesTheExactLikelihood(Rbm.Chain chain, int examples, double reached) {
    float[] vector = parameters();
    double before = new TinyRbm(VISIBLE, HIDDEN, vector).logLikelihood(DATA);
    try (Trainer trainer = trainer(chain, 1, 100)) {
      trainer.vector().load(vector);
      for (int step = 0; step < 2000; step++) {
        double rate = 0.1 * (1 - step / 2000.0);
        trainer.step(batch(examples), new Step(step, rate, 0, RandomKey.of(1).with(step), false));
      }
      trainer.vector().store(vector);
    }
    double after = new TinyRbm(VISIBLE, HIDDEN, vector).logLikelihood(DATA);

    // The data's own entropy, 1.04, is the best any model can do.
    assertThat(after).isGreaterThan(before + 1).isLessThan(-1.0);
    assertThat(after).isGreaterThan(reached);
  }

  @Test
  void weightDecayShrinksTheWeightsAlone() {
    float[] at = parameters();
    float[] plain = at.clone();
    float[] decayed = at.clone();
    for (double decay : new double[] {0, 0.5}) {
      float[] result = decay == 0 ? plain : decayed;
      Rbm plan = TestPlans.rbm(HIDDEN, 1, decay, TestPlans.stage(8));
      try (Trainer trainer =
          Trainers.layer(plan, Shape.plain(VISIBLE), plan.activation(), TestedDevice.open())) {
        trainer.vector().load(at);
        trainer.step(batch(8), new Step(0, 0.1, 0, RandomKey.of(2), false));
        trainer.vector().store(result);
      }
    }
    for (int i = 0; i < at.length; i++) {
      double shrunk = i < VISIBLE * HIDDEN ? 0.05 * at[i] : 0;
      assertThat((double) plain[i] - decayed[i]).isCloseTo(shrunk, Offset.offset(1e-6));
    }
  }

  private static void assertUpdates(double[] update, double[] data, double[] end) {
    for (int i = 0; i < update.length; i++) {
      assertThat(update[i]).as("parameter %d", i).isCloseTo(data[i] - end[i], Offset.offset(0.006));
    }
  }

  private static double[] meanUpdate(float[] at, int gibbsSteps, int draws) {
    double[] mean = new double[at.length];
    float[] moved = new float[at.length];
    try (Trainer trainer = trainer(Rbm.Chain.DATA, gibbsSteps, BATCH)) {
      for (int draw = 0; draw < draws; draw++) {
        trainer.vector().load(at);
        trainer.step(batch(BATCH), new Step(0, 1, 0, RandomKey.of(100 + draw), false));
        trainer.vector().store(moved);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += ((double) moved[i] - at[i]) / draws;
        }
      }
    }
    return mean;
  }

  private static Trainer trainer(Rbm.Chain chain, int gibbsSteps, int batchSize) {
    Rbm plan =
        new Rbm(
            HIDDEN,
            Rbm.Visible.BERNOULLI,
            Rbm.Hidden.BERNOULLI,
            chain,
            Rbm.VisibleStates.SAMPLED,
            gibbsSteps,
            Optional.empty(),
            0,
            TestPlans.stage(batchSize));
    return Trainers.layer(plan, Shape.plain(VISIBLE), plan.activation(), TestedDevice.open());
  }

  private static double[] distribution() {
    double[] states = new double[1 << VISIBLE];
    for (int v : DATA) {
      states[v] += 1.0 / DATA.length;
    }
    return states;
  }

  private static MiniBatch batch(int size) {
    MiniBatch batch = new MiniBatch(VISIBLE, size);
    for (int example = 0; example < size; example++) {
      for (int i = 0; i < VISIBLE; i++) {
        batch.values()[example * VISIBLE + i] = TinyRbm.on(DATA[example % DATA.length], i);
      }
    }
    batch.size(size);
    return batch;
  }

  private static float[] parameters() {
    Random random = new Random(5);
    float[] parameters = new float[VISIBLE * HIDDEN + HIDDEN + VISIBLE];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() * 0.7f;
    }
    return parameters;
  }
}
