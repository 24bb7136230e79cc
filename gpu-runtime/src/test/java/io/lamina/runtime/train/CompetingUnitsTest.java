package io.lamina.runtime.train;

import static io.lamina.runtime.train.TinyCompeting.POSITIONS;
import static io.lamina.runtime.train.TinyCompeting.VISIBLE;
import static io.lamina.runtime.train.TinyCompeting.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A convolutional machine with probabilistic max-pooling against sums over all of its states. */
class CompetingUnitsTest {
  private static final int BATCH = 4000;
  private static final int[] DATA = {0b000_011_011, 0b110_110_000, 0b111_000_111, 0b000_011_011};

  /** The mean update is that of the chain's exact distribution after k steps. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theMeanUpdateIsThatOfTheExactChain(int steps) {
    float[] at = parameters(1);
    TinyCompeting exact = new TinyCompeting(at);
    double[] end = distribution();
    for (int k = 0; k < steps; k++) {
      end = exact.gibbs(end);
    }
    double[] data = exact.statistics(distribution());
    double[] chain = exact.statistics(end);

    double[] update = meanUpdate(at, steps, 20);
    for (int i = 0; i < at.length; i++) {
      assertThat(POSITIONS * update[i])
          .as("parameter %d", i)
          .isCloseTo(data[i] - chain[i], Offset.offset(i < at.length - 1 ? 0.01 : 0.03));
    }
  }

  /** A long chain forgets the data: its update is the slope of the likelihood for a position. */
  @Test
  void aLongChainGivesTheGradientOfTheLikelihood() {
    float[] at = parameters(0.6);
    double[] update = meanUpdate(at, 40, 10);
    for (int i = 0; i < at.length; i++) {
      double slope = (likelihood(at, i, 0x1p-8f) - likelihood(at, i, -0x1p-8f)) / 0x1p-7;
      assertThat(POSITIONS * update[i])
          .as("parameter %d", i)
          .isCloseTo(slope, Offset.offset(i < at.length - 1 ? 0.015 : 0.05));
    }
  }

  private static double likelihood(float[] at, int i, float by) {
    float[] moved = at.clone();
    moved[i] += by;
    return new TinyCompeting(moved).logLikelihood(DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "persistent"})
  void trainingRaisesTheExactLikelihood(String chain) {
    float[] vector = parameters(0.1);
    double before = new TinyCompeting(vector).logLikelihood(DATA);
    try (Trainer trainer = trainer("chain: " + chain, 100)) {
      trainer.vector().load(vector);
      for (int step = 0; step < 2000; step++) {
        double rate = 0.4 * (1 - step / 2000.0);
        trainer.step(batch(100), new Step(step, rate, 0, RandomKey.of(1).with(step), false));
      }
      trainer.vector().store(vector);
    }
    assertThat(new TinyCompeting(vector).logLikelihood(DATA)).isGreaterThan(before + 1);
  }

  /** The mean probability of a unit, over all examples and positions. */
  @Test
  void sparsityDrawsTheMeanActivationToTheTarget() {
    float[] vector = parameters(0.4);
    double[] before = new TinyCompeting(vector).statistics(distribution());
    try (Trainer trainer = trainer("sparsity: {target: 0.05, weight: 20}", 12)) {
      trainer.vector().load(vector);
      for (int step = 0; step < 600; step++) {
        trainer.step(batch(12), new Step(step, 0.02, 0, RandomKey.of(step), false));
      }
      trainer.vector().store(vector);
    }
    double[] after = new TinyCompeting(vector).statistics(distribution());
    for (int bias = WEIGHTS; bias < WEIGHTS + TinyCompeting.FILTERS; bias++) {
      assertThat(before[bias] / POSITIONS).isGreaterThan(0.1);
      assertThat(after[bias] / POSITIONS).isCloseTo(0.05, Offset.offset(0.015));
    }
  }

  private static double[] meanUpdate(float[] at, int gibbsSteps, int draws) {
    double[] mean = new double[at.length];
    float[] moved = new float[at.length];
    try (Trainer trainer = trainer("gibbsSteps: " + gibbsSteps, BATCH)) {
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

  private static Trainer trainer(String keys, int batchSize) {
    LayerPlan plan =
        TestPlans.convolution(
            "size: 2, over: maps, pooling: {kind: probabilistic, size: 2}",
            "{kind: rbm, " + keys + "}",
            batchSize);
    Shape picture = new Shape(1, TinyCompeting.SIDE, TinyCompeting.SIDE);
    return Trainers.layer(plan, picture, Activation.SIGMOID, TestedDevice.open());
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
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] = TinyRbm.on(DATA[i / VISIBLE % DATA.length], i % VISIBLE);
    }
    batch.size(size);
    return batch;
  }

  private static float[] parameters(double size) {
    Random random = new Random(5);
    float[] parameters = new float[WEIGHTS + TinyCompeting.FILTERS + 1];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (random.nextGaussian() * size);
    }
    return parameters;
  }
}
