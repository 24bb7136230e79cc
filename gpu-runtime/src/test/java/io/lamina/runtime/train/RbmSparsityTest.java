package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Sparsity;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wish for sparse units does to a machine. */
class RbmSparsityTest {
  private static final int VISIBLE = 4;
  private static final int HIDDEN = 3;
  private static final int WEIGHTS = VISIBLE * HIDDEN;
  private static final int BATCH = 12;
  private static final double TARGET = 0.3;
  private static final int[] DATA = {0b0011, 0b1100, 0b0111};

  /**
   * The draws are the same with the penalty and without, so that what differs is the penalty's:
   * {@code -η β (q - ρ)} of the biases, times the mean input of the weights. Persistent chains are
   * more than the examples here, which is nothing to the penalty.
   */
  @ParameterizedTest
  @EnumSource(Rbm.Chain.class)
  void aStepMovesEachUnitByItsDistanceFromTheTarget(Rbm.Chain chain) {
    float[] at = parameters(0);
    double weight = 0.8;
    double rate = 0.5;
    float[] plain = trained(plan(chain, Optional.empty()), at, BATCH / 2, 1, rate);
    Optional<Sparsity> sparsity = Optional.of(new Sparsity(TARGET, weight));
    float[] sparse = trained(plan(chain, sparsity), at, BATCH / 2, 1, rate);

    double[] means = statistics(at);
    for (int j = 0; j < HIDDEN; j++) {
      double moved = -rate * weight * (means[WEIGHTS + j] - TARGET);
      assertDifference(sparse, plain, WEIGHTS + j, moved);
      for (int i = 0; i < VISIBLE; i++) {
        double input = means[WEIGHTS + HIDDEN + i];
        assertDifference(sparse, plain, j * VISIBLE + i, moved * input);
        assertDifference(sparse, plain, WEIGHTS + HIDDEN + i, 0);
      }
    }
  }

  private static void assertDifference(float[] a, float[] b, int i, double expected) {
    assertThat((double) a[i] - b[i]).as("parameter %d", i).isCloseTo(expected, Offset.offset(1e-6));
  }

  /** A heavy penalty leaves the likelihood hardly a say: it is 1/20 of the distance at most. */
  @ParameterizedTest
  @CsvSource({"DATA,2", "DATA,-3", "PERSISTENT,2", "PERSISTENT,-3"})
  void trainingDrawsTheMeanActivationToTheTarget(Rbm.Chain chain, float bias) {
    float[] at = parameters(bias);
    Optional<Sparsity> sparsity = Optional.of(new Sparsity(TARGET, 20));
    float[] trained = trained(plan(chain, sparsity), at, BATCH, 300, 0.02);

    double[] before = statistics(at);
    double[] after = statistics(trained);
    for (int j = 0; j < HIDDEN; j++) {
      double distance = (before[WEIGHTS + j] - TARGET) * Math.signum(bias);
      assertThat(distance).isGreaterThan(0.1);
      assertThat(after[WEIGHTS + j]).isCloseTo(TARGET, Offset.offset(0.05));
    }
  }

  private static double[] statistics(float[] parameters) {
    double[] states = new double[1 << VISIBLE];
    for (int v : DATA) {
      states[v] += 1.0 / DATA.length;
    }
    return new TinyRbm(VISIBLE, HIDDEN, parameters).statistics(states);
  }

  private static float[] trained(Rbm plan, float[] from, int examples, int steps, double rate) {
    float[] vector = from.clone();
    try (Trainer trainer =
        Trainers.layer(plan, Shape.plain(VISIBLE), plan.activation(), TestedDevice.open())) {
      trainer.vector().load(vector);
      for (int step = 0; step < steps; step++) {
        trainer.step(batch(examples), new Step(step, rate, 0, RandomKey.of(step), false));
      }
      trainer.vector().store(vector);
    }
    return vector;
  }

  private static Rbm plan(Rbm.Chain chain, Optional<Sparsity> sparsity) {
    return new Rbm(
        HIDDEN,
        Rbm.Visible.BERNOULLI,
        Rbm.Hidden.BERNOULLI,
        chain,
        Rbm.VisibleStates.SAMPLED,
        1,
        sparsity,
        0,
        TestPlans.stage(BATCH));
  }

  private static MiniBatch batch(int size) {
    MiniBatch batch = new MiniBatch(VISIBLE, BATCH);
    for (int i = 0; i < size * VISIBLE; i++) {
      batch.values()[i] = TinyRbm.on(DATA[i / VISIBLE % DATA.length], i % VISIBLE);
    }
    batch.size(size);
    return batch;
  }

  private static float[] parameters(float hiddenBias) {
    Random random = new Random(4);
    float[] parameters = new float[WEIGHTS + HIDDEN + VISIBLE];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() * 0.4f;
    }
    IntStream.range(0, HIDDEN).forEach(j -> parameters[WEIGHTS + j] += hiddenBias);
    return parameters;
  }
}
