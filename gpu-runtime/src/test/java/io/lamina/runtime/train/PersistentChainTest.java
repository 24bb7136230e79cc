package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Persistent chains against sums over all hidden states of a tiny machine. */
class PersistentChainTest {
  private static final int VISIBLE = 4;
  private static final int HIDDEN = 3;
  private static final int CHAINS = 5000;

  /** While the parameters rest, the chains' states become samples of the machine's distribution. */
  @ParameterizedTest
  @EnumSource(Rbm.Visible.class)
  void theChainsReachTheModelsDistribution(Rbm.Visible visible) {
    float[] parameters = parameters();
    float[] chains = new float[HIDDEN * CHAINS];
    double[] frequencies = new double[1 << HIDDEN];
    try (Trainer trainer = trainer(visible)) {
      trainer.vector().load(parameters);
      trainer.shardState().load(chains);
      for (int step = 0; step < 60; step++) {
        trainer.step(batch(), new Step(step, 0, 0, RandomKey.of(step), false));
        trainer.shardState().store(chains);
        if (step >= 40) {
          count(chains, frequencies);
        }
      }
    }
    double[] exact = exact(parameters, visible);
    for (int h = 0; h < exact.length; h++) {
      assertThat(frequencies[h] / (20 * CHAINS))
          .as("state %d", h)
          .isCloseTo(exact[h], Offset.offset(0.012));
    }
  }

  /** Fewer examples than chains: the chains count as many times less each. */
  @Test
  void theUpdateIsThatOfTheMeanChainWhateverTheMiniBatch() {
    float[] parameters = parameters();
    float[] large = moved(parameters, 20);
    float[] small = moved(parameters, 4);
    for (int i = 0; i < parameters.length; i++) {
      assertThat(small[i]).isCloseTo(large[i], Offset.offset(1e-5f));
    }
  }

  /** The mini-batches hold the same example, so that only their sizes differ. */
  private static float[] moved(float[] from, int examples) {
    float[] vector = from.clone();
    try (Trainer trainer = trainer(Rbm.Visible.BERNOULLI)) {
      trainer.vector().load(vector);
      trainer.shardState().load(new float[HIDDEN * CHAINS]);
      MiniBatch batch = batch();
      batch.size(examples);
      trainer.step(batch, new Step(0, 0.1, 0, RandomKey.of(1), false));
      trainer.vector().store(vector);
    }
    return vector;
  }

  private static Trainer trainer(Rbm.Visible visible) {
    Rbm plan =
        new Rbm(
            HIDDEN,
            visible,
            Rbm.Hidden.BERNOULLI,
            Rbm.Chain.PERSISTENT,
            Rbm.VisibleStates.SAMPLED,
            2,
            Optional.empty(),
            0,
            TestPlans.stage(CHAINS));
    return Trainers.layer(plan, Shape.plain(VISIBLE), Activation.SIGMOID, TestedDevice.open());
  }

  private static MiniBatch batch() {
    MiniBatch batch = new MiniBatch(VISIBLE, CHAINS);
    for (int i = 0; i < 20 * VISIBLE; i++) {
      batch.values()[i] = i % VISIBLE < 2 ? 1 : 0;
    }
    batch.size(20);
    return batch;
  }

  private static void count(float[] chains, double[] frequencies) {
    for (int chain = 0; chain < CHAINS; chain++) {
      int state = 0;
      for (int j = 0; j < HIDDEN; j++) {
        state |= (int) chains[chain * HIDDEN + j] << j;
      }
      frequencies[state]++;
    }
  }

  /** The visible units summed, or integrated, out. */
  private static double[] exact(float[] parameters, Rbm.Visible visible) {
    double[] weight = new double[1 << HIDDEN];
    double sum = 0;
    for (int h = 0; h < weight.length; h++) {
      double log = 0;
      for (int j = 0; j < HIDDEN; j++) {
        log += TinyRbm.on(h, j) * parameters[VISIBLE * HIDDEN + j];
      }
      for (int i = 0; i < VISIBLE; i++) {
        double input = parameters[VISIBLE * HIDDEN + HIDDEN + i];
        for (int j = 0; j < HIDDEN; j++) {
          input += TinyRbm.on(h, j) * parameters[j * VISIBLE + i];
        }
        log += visible == Rbm.Visible.GAUSSIAN ? input * input / 2 : Math.log1p(Math.exp(input));
      }
      weight[h] = Math.exp(log);
      sum += weight[h];
    }
    for (int h = 0; h < weight.length; h++) {
      weight[h] /= sum;
    }
    return weight;
  }

  private static float[] parameters() {
    Random random = new Random(8);
    float[] parameters = new float[VISIBLE * HIDDEN + HIDDEN + VISIBLE];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() * 0.5f;
    }
    return parameters;
  }
}
