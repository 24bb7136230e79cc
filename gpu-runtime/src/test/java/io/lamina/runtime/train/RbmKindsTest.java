package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Rbm.Chain;
import io.lamina.zoo.plan.layer.Rbm.Hidden;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.layer.Rbm.VisibleStates;
import io.lamina.zoo.plan.stage.StagePlan;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Boltzmann machines of every kind of units, and of chain. */
class RbmKindsTest {
  private static final int VISIBLE = 3;
  private static final int HIDDEN = 2;
  private static final int MOST = 4000;
  private static final double[][] DATA = {{1, 1, 0}, {0, 1, 1}, {0.5, 0, 1}, {0, 0.25, 0}};

  static Stream<Rbm> kinds() {
    return TestPlans.rbms(HIDDEN, TestPlans.stage(DATA.length));
  }

  /** Within five standard errors, as the draws differ, and what the exact value is off by. */
  @ParameterizedTest
  @CsvSource({
    "BERNOULLI,SAMPLED,BERNOULLI",
    "BERNOULLI,SAMPLED,RECTIFIED",
    "BERNOULLI,MEANS,BERNOULLI",
    "BERNOULLI,MEANS,RECTIFIED",
    "GAUSSIAN,SAMPLED,BERNOULLI",
    "GAUSSIAN,SAMPLED,RECTIFIED",
    "GAUSSIAN,MEANS,BERNOULLI",
    "GAUSSIAN,MEANS,RECTIFIED"
  })
  void theMeanUpdateIsThatOfTheExactStep(Visible visible, VisibleStates states, Hidden hidden) {
    float[] at = parameters(0.4f);
    int draws = 40;
    double[] sums = new double[at.length];
    double[] squares = new double[at.length];
    try (Trainer trainer = trainer(visible, states, hidden, Chain.DATA, MOST)) {
      for (int draw = 0; draw < draws; draw++) {
        float[] moved = moved(trainer, at, batch(visible, MOST), draw);
        for (int i = 0; i < at.length; i++) {
          double update = (double) moved[i] - at[i];
          sums[i] += update;
          squares[i] += update * update;
        }
      }
    }

    double[] exact = exact(visible, states, hidden, at).update(data(visible));
    for (int i = 0; i < at.length; i++) {
      double mean = sums[i] / draws;
      double standardError = Math.sqrt((squares[i] / draws - mean * mean) / (draws - 1));
      assertThat(standardError).isLessThan(0.01);
      assertThat(mean)
          .as("parameter %d", i)
          .isCloseTo(exact[i], Offset.offset(5 * standardError + 5e-4));
    }
  }

  private static float[] moved(Trainer trainer, float[] at, MiniBatch batch, int draw) {
    float[] moved = at.clone();
    trainer.vector().load(at);
    trainer.step(batch, new Step(0, 1, 0, RandomKey.of(draw), false));
    trainer.vector().store(moved);
    return moved;
  }

  /** Where a likelihood cannot be had: see {@link RbmTrainerTest} for the others. */
  @ParameterizedTest
  @CsvSource({
    "BERNOULLI,RECTIFIED,DATA",
    "BERNOULLI,RECTIFIED,PERSISTENT",
    "GAUSSIAN,BERNOULLI,DATA",
    "GAUSSIAN,RECTIFIED,DATA",
    "GAUSSIAN,RECTIFIED,PERSISTENT"
  })
  void trainingLowersTheReconstructionErrorThatItReports(
      Visible visible, Hidden hidden, Chain chain) {
    float[] vector = parameters(0.1f);
    double before = meanError(visible, hidden, vector);
    try (Trainer trainer = trainer(visible, VisibleStates.SAMPLED, hidden, chain, 20)) {
      trainer.vector().load(vector);
      for (int step = 0; step < 1500; step++) {
        RandomKey key = RandomKey.of(step);
        trainer.step(batch(visible, 20), new Step(step, 0.05, 0, key, step == 0));
        double loss = trainer.loss();
        if (step == 0) {
          assertThat(loss / 20).isCloseTo(before, Offset.offset(1e-6));
        }
      }
      trainer.vector().store(vector);
    }
    assertThat(meanError(visible, hidden, vector)).isLessThan(0.6 * before);
  }

  private static double meanError(Visible visible, Hidden hidden, float[] parameters) {
    ExactStep exact = exact(visible, VisibleStates.SAMPLED, hidden, parameters);
    return Arrays.stream(data(visible))
        .mapToDouble(exact::reconstructionError)
        .average()
        .orElseThrow();
  }

  /**
   * The same keys draw the same numbers on both. A state that is on or off could still differ,
   * where rounding moves its probability over its number: none of these draws is nearer to that
   * than a hundred times what rounding does.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void nd4jTrainsAsTheOracleDoes(Rbm plan) {
    ReferenceOperations oracle = new ReferenceOperations();
    float[] theirs = trained(plan, oracle);
    float[] ours = trained(plan, TestedDevice.open());

    assertThat(oracle.nearestDraw()).isGreaterThan(1e-4);
    assertThat(Difference.largest(ours, theirs)).isLessThan(1e-5);
  }

  /** Losses, parameters and chains, after mini-batches of all sizes. */
  private static float[] trained(Rbm plan, Operations operations) {
    try (Trainer trainer =
        Trainers.layer(plan, Shape.plain(VISIBLE), Activation.SIGMOID, operations)) {
      float[] vector = parameters(0.4f);
      float[] chains = new float[trainer.shardState().length()];
      trainer.vector().load(vector);
      float[] all = new float[DATA.length + vector.length + chains.length];
      for (int step = 0; step < DATA.length; step++) {
        MiniBatch batch = batch(plan.visible(), 1 + step);
        RandomKey key = RandomKey.of(3).with(step);
        trainer.step(batch, new Step(step, 0.05, 0, key, true));
        all[step] = (float) trainer.loss();
      }
      trainer.vector().store(vector);
      trainer.shardState().store(chains);
      System.arraycopy(vector, 0, all, DATA.length, vector.length);
      System.arraycopy(chains, 0, all, DATA.length + vector.length, chains.length);
      return all;
    }
  }

  /** Some one way and some the other; the chains, too, begin far out. */
  @ParameterizedTest
  @MethodSource("kinds")
  void saturatedUnitsGiveFiniteLossesAndSteps(Rbm plan) {
    try (Trainer trainer =
        Trainers.layer(plan, Shape.plain(VISIBLE), Activation.SIGMOID, TestedDevice.open())) {
      float[] vector = new float[trainer.vector().length()];
      float[] chains = new float[trainer.shardState().length()];
      for (int seed = 0; seed < 8; seed++) {
        Random signs = new Random(seed);
        for (int i = 0; i < vector.length; i++) {
          vector[i] = signs.nextBoolean() ? 50f : -50f;
        }
        Arrays.fill(chains, plan.hidden() == Hidden.RECTIFIED ? 50f : 1f);
        trainer.vector().load(vector);
        trainer.shardState().load(chains);
        MiniBatch batch = batch(plan.visible(), DATA.length);
        trainer.step(batch, new Step(0, 1e-6, 0, RandomKey.of(1), true));
        double loss = trainer.loss();
        float[] moved = new float[vector.length];
        trainer.vector().store(moved);
        trainer.shardState().store(chains);

        assertThat(loss).isFinite();
        assertFinite(moved);
        assertFinite(chains);
      }
    }
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static Trainer trainer(
      Visible visible, VisibleStates states, Hidden hidden, Chain chain, int batchSize) {
    StagePlan stage = TestPlans.stage(batchSize);
    Rbm plan = new Rbm(HIDDEN, visible, hidden, chain, states, 1, Optional.empty(), 0, stage);
    return Trainers.layer(plan, Shape.plain(VISIBLE), Activation.SIGMOID, TestedDevice.open());
  }

  private static ExactStep exact(
      Visible visible, VisibleStates states, Hidden hidden, float[] parameters) {
    return new ExactStep(visible, states, hidden, VISIBLE, HIDDEN, parameters);
  }

  private static MiniBatch batch(Visible visible, int size) {
    double[][] data = data(visible);
    MiniBatch batch = new MiniBatch(VISIBLE, size);
    for (int i = 0; i < size * VISIBLE; i++) {
      batch.values()[i] = (float) data[i / VISIBLE % data.length][i % VISIBLE];
    }
    batch.size(size);
    return batch;
  }

  /** Gaussian units take what is below 0 and above 1. */
  private static double[][] data(Visible visible) {
    return visible == Visible.BERNOULLI
        ? DATA
        : Arrays.stream(DATA)
            .map(example -> Arrays.stream(example).map(x -> 3 * x - 1.25).toArray())
            .toArray(double[][]::new);
  }

  /** With them, hidden units' inputs are below 0 for some examples and above for others. */
  private static float[] parameters(float deviation) {
    Random random = new Random(23);
    float[] parameters = new float[VISIBLE * HIDDEN + HIDDEN + VISIBLE];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() * deviation;
    }
    return parameters;
  }
}
