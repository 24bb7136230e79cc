package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Corruption;
import io.lamina.zoo.plan.layer.GaussianNoise;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.SaltAndPepperNoise;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
  static final int BATCH = 4;
  private static final RandomKey KEY = RandomKey.of(11);
  private static final List<Corruption> CORRUPTIONS =
      List.of(
          new MaskingNoise(0),
          new MaskingNoise(0.4),
          new SaltAndPepperNoise(0.4),
          new GaussianNoise(0.3));

  static Stream<TrainerCase> cases() {
    return Stream.of(autoencoders(), penalised(), stacks(), convolutions())
        .flatMap(Collection::stream);
  }

  /** Every activation, loss and corruption on every input that goes with them. */
  private static List<TrainerCase> autoencoders() {
    List<TrainerCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (ReconstructionLoss loss : ReconstructionLoss.values()) {
        for (Corruption noise : CORRUPTIONS) {
          for (Activation input : Activation.values()) {
            Autoencoder plan = TestPlans.autoencoder(3, activation, loss, noise, BATCH);
            if (learns(plan, input)) {
              cases.add(TrainerCase.autoencoder(INPUTS, plan, input));
              cases.add(
                  TrainerCase.autoencoder(
                      INPUTS, TestPlans.with(plan, Weights.UNTIED, Penalties.none()), input));
            }
          }
        }
      }
    }
    return cases;
  }

  private static boolean learns(Autoencoder plan, Activation input) {
    boolean unit = input == Activation.SIGMOID;
    boolean bounded = unit || input == Activation.TANH;
    boolean salted = plan.corruption().orElseThrow().needsBounds();
    return (unit || plan.loss() == ReconstructionLoss.SQUARED_ERROR) && (bounded || !salted);
  }

  private static List<TrainerCase> penalised() {
    List<TrainerCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (Weights weights : Weights.values()) {
        Autoencoder plan =
            TestPlans.autoencoder(
                3, activation, ReconstructionLoss.SQUARED_ERROR, CORRUPTIONS.get(1), BATCH);
        for (Penalties penalties : penalties(activation)) {
          cases.add(
              TrainerCase.autoencoder(
                  INPUTS, TestPlans.with(plan, weights, penalties), Activation.SIGMOID));
        }
      }
    }
    return cases;
  }

  private static List<Penalties> penalties(Activation activation) {
    Optional<Sparsity> sparsity =
        activation == Activation.SIGMOID ? Optional.of(new Sparsity(0.1, 0.7)) : Optional.empty();
    return List.of(
        new Penalties(sparsity, 0, 0),
        new Penalties(Optional.empty(), 0.3, 0),
        new Penalties(Optional.empty(), 0, 0.2),
        new Penalties(sparsity, 0.2, 0.1));
  }

  private static List<TrainerCase> stacks() {
    List<TrainerCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (double dropout : new double[] {0, 0.3}) {
        cases.addAll(TrainerCase.stacks(INPUTS, activation, dropout, BATCH));
      }
    }
    return cases;
  }

  private static List<TrainerCase> convolutions() {
    List<TrainerCase> cases = new ArrayList<>(TrainerCase.convolutions(INPUTS, 0, BATCH));
    cases.addAll(TrainerCase.convolutions(INPUTS, 0.3, BATCH));
    Stream.concat(TrainerCase.overPatches(INPUTS, BATCH), TrainerCase.overMaps(INPUTS, BATCH))
        .filter(each -> each.name().contains("autoencoder"))
        .forEach(cases::add);
    cases.add(TrainerCase.winnersOverMaps(INPUTS, BATCH));
    cases.add(TrainerCase.onePerMap(INPUTS, BATCH));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsAgainstTheSlopeOfTheLoss(TrainerCase tested) {
    try (Trainer trainer = tested.trainer(new ReferenceOperations())) {
      float[] at = parameters(trainer.vector().length());
      float[] moved = at.clone();
      trainer.vector().load(at);
      trainer.step(batch(BATCH), new Step(0, RATE, 0, KEY, false));
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
    trainer.step(batch(BATCH), new Step(0, 0, 0, KEY, true));
    return trainer.loss();
  }

  static float[] parameters(int length) {
    Random random = new Random(3);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (random.nextInt(2001) - 1000) * STEP;
    }
    return vector;
  }

  static MiniBatch batch(int size) {
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
