package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.DenoisingAutoencoder;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.OptimizerPlan;
import io.lamina.zoo.plan.ReconstructionLoss;
import io.lamina.zoo.plan.TrainingLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a step does to each parameter against the slope of the loss it reports. The parameters and
 * the distance between them are multiples of 2⁻¹⁰, so that single precision holds them exactly and
 * the oracle's double precision is all there is to round.
 */
class TrainerGradientTest {
  private static final float STEP = 0x1p-10f;
  private static final double RATE = 1024;
  private static final int INPUTS = 5;
  private static final int BATCH = 4;
  private static final RandomKey KEY = RandomKey.of(11);

  record Case(String name, Function<Operations, Trainer> trainer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (double corruption : new double[] {0, 0.4}) {
        cases.add(
            autoencoder(
                activation, ReconstructionLoss.CROSS_ENTROPY, corruption, Activation.SIGMOID));
        for (Activation output : Activation.values()) {
          cases.add(autoencoder(activation, ReconstructionLoss.SQUARED_ERROR, corruption, output));
        }
      }
      for (double dropout : new double[] {0, 0.3}) {
        cases.add(fineTuner(activation, dropout));
      }
    }
    return cases.stream();
  }

  private static Case autoencoder(
      Activation activation, ReconstructionLoss loss, double corruption, Activation output) {
    DenoisingAutoencoder plan =
        new DenoisingAutoencoder(
            3,
            activation,
            loss,
            corruption,
            new OptimizerPlan(0.1, 0.1, 0),
            BATCH,
            TrainingLength.rounds(1));
    return new Case(
        "autoencoder " + activation + " " + loss + " corruption " + corruption + " to " + output,
        operations -> Trainers.layer(plan, INPUTS, output, operations));
  }

  private static Case fineTuner(Activation activation, double dropout) {
    FineTunePlan plan =
        new FineTunePlan(
            new OptimizerPlan(0.1, 0.1, 0),
            BATCH,
            TrainingLength.rounds(1),
            dropout,
            dropout,
            new AveragingPlan(
                1, AveragingPlan.Outer.average(), AveragingPlan.OptimizerState.RESET));
    LayerStack stack =
        new LayerStack(
                INPUTS,
                List.of(
                    new LayerStack.Layer(INPUTS, 4, activation),
                    new LayerStack.Layer(4, 3, activation)))
            .withSoftmax(3);
    return new Case(
        "stack " + activation + " dropout " + dropout,
        operations -> Trainers.fineTuner(plan, stack, operations));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsAgainstTheSlopeOfTheLoss(Case tested) {
    try (Trainer trainer = tested.trainer().apply(new ReferenceOperations())) {
      float[] at = parameters(trainer.vector().length());
      float[] moved = at.clone();
      trainer.vector().load(at);
      trainer.step(batch(BATCH), new Step(0, RATE, KEY, true));
      trainer.vector().store(moved);
      for (int i = 0; i < at.length; i++) {
        double analytic = (at[i] - moved[i]) / RATE * BATCH;
        assertThat(analytic)
            .as("parameter %d of %d", i, at.length)
            .isCloseTo(slope(trainer, at, i), Offset.offset(2e-4));
      }
    }
  }

  private static double slope(Trainer trainer, float[] at, int i) {
    float[] vector = at.clone();
    vector[i] = at[i] + STEP;
    double above = loss(trainer, vector);
    vector[i] = at[i] - STEP;
    return (above - loss(trainer, vector)) / (2 * STEP);
  }

  private static double loss(Trainer trainer, float[] vector) {
    trainer.vector().load(vector);
    return trainer.step(batch(BATCH), new Step(0, 1, KEY, true));
  }

  /** The same steps on ND4J, smaller mini-batches and one single example among them. */
  @ParameterizedTest
  @MethodSource("cases")
  void nd4jTrainsAsTheOracleDoes(Case tested) {
    assertThat(
            Difference.largest(
                trained(tested.trainer().apply(TestedDevice.open())),
                trained(tested.trainer().apply(new ReferenceOperations()))))
        .isLessThan(1e-5);
  }

  private static float[] trained(Trainer trainer) {
    try (trainer) {
      float[] vector = parameters(trainer.vector().length());
      trainer.vector().load(vector);
      for (int step = 0; step < 12; step++) {
        trainer.step(batch(1 + step % BATCH), new Step(step, 0.2, KEY.with(step), step % 3 == 0));
      }
      trainer.vector().store(vector);
      return vector;
    }
  }

  private static float[] parameters(int length) {
    Random random = new Random(3);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (random.nextInt(2001) - 1000) * STEP;
    }
    return vector;
  }

  private static MiniBatch batch(int size) {
    Random random = new Random(size);
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < size * INPUTS; i++) {
      batch.values()[i] = random.nextFloat();
    }
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = random.nextInt(3);
    }
    batch.size(size);
    return batch;
  }
}
