package io.lamina.jobs.training.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogisticRegressionTest {
  private static final int DIGITS = 200;
  private static final int ROUNDS = 40;

  private final Device device = Devices.find().here(DeviceChoice.AUTO);

  @Test
  void theSizeOfExamplesIsTheMeanSumOfTheirAbsoluteValues() {
    MiniBatch two = new MiniBatch(3, 4);
    System.arraycopy(new float[] {1, -2, 3, 0, -4, 0}, 0, two.values(), 0, 6);
    two.size(2);

    assertThat(InputSize.of(two).sum()).isCloseTo(5, within(1e-12));
  }

  @Test
  void examplesOfNothingHaveARateToo() {
    StageSettings settings = new LogisticRegression(new InputSize(0)).settings();

    assertThat(settings.optimizer().learningRate().orElseThrow()).isPositive().isFinite();
  }

  /** Two hundred digits can be told apart by 784 weights a class: whatever the unit of a pixel. */
  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 1f, 255f})
  void theSeparableIsSeparatedInAnyUnit(float scale) {
    MiniBatch digits = digits(scale);
    LogisticRegression regression = new LogisticRegression(InputSize.of(digits));
    Stack softmax = new Stack(Shape.plain(digits.inputs()), List.of()).withSoftmax(10);
    float[] vector;
    try (Trainer trainer = Trainers.fineTuner(regression.fineTune(), softmax, device.open())) {
      vector = trained(trainer, regression.settings(), digits);
    }

    float[] parameters = softmax.ofBottom(vector);
    try (Network network = new Network(softmax, parameters, DIGITS, device.open())) {
      assertThat(network.classify(digits)).isEqualTo(digits.labels());
    }
  }

  private static float[] trained(Trainer trainer, StageSettings settings, MiniBatch digits) {
    for (int round = 0; round < ROUNDS; round++) {
      double rate = settings.optimizer().learningRate(round, ROUNDS);
      for (int step = 0; step < settings.averaging().localSteps(); step++) {
        int from = step * settings.batchSize() % DIGITS;
        MiniBatch batch = part(digits, from, settings.batchSize());
        trainer.step(batch, new Step(step, rate, 0, RandomKey.of(1), false));
      }
    }
    float[] vector = new float[trainer.vector().length()];
    trainer.vector().store(vector);
    return vector;
  }

  private static MiniBatch part(MiniBatch all, int from, int size) {
    MiniBatch part = new MiniBatch(all.inputs(), size);
    System.arraycopy(all.values(), from * all.inputs(), part.values(), 0, size * all.inputs());
    System.arraycopy(all.labels(), from, part.labels(), 0, size);
    part.size(size);
    return part;
  }

  private static MiniBatch digits(float scale) {
    DigitGenerator generator = new DigitGenerator(1);
    MiniBatch digits = new MiniBatch(784, DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      byte[] pixels = generator.pixels(i);
      for (int p = 0; p < pixels.length; p++) {
        digits.values()[i * pixels.length + p] = scale * (pixels[p] & 0xFF) / 255;
      }
      digits.labels()[i] = generator.label(i);
    }
    digits.size(DIGITS);
    return digits;
  }
}
