package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What biases come to before the first step. */
class AdaptedStartTest {
  private static final int INPUTS = 6;
  private static final int BATCH = 40;
  private static final RandomKey KEY = RandomKey.of(5);

  @ParameterizedTest
  @CsvSource({
    "sigmoid, cross-entropy, SIGMOID",
    "rectifier, squared-error, LINEAR",
    "tanh, squared-error, TANH",
    "linear, squared-error, SIGMOID"
  })
  void unitsHearNothingOfTheMeanAndReconstructionsAreRightInTheMean(
      String units, String loss, Activation made) {
    LayerPlan plan =
        TestPlans.dense(
            "{kind: autoencoder, activation: " + units + ", loss: " + loss + "}", BATCH);
    TwoWay layer = plan.pretrained(Shape.plain(INPUTS), made).learnt();
    float[] vector = adapted(plan, Shape.plain(INPUTS), made, false);

    double[] heard = new double[3];
    double[] output = new double[INPUTS];
    double[] means = new double[INPUTS];
    MiniBatch examples = examples(INPUTS);
    for (int e = 0; e < BATCH; e++) {
      double[] codes = new double[3];
      for (int u = 0; u < 3; u++) {
        double sum = at(vector, layer.span(Block.BIAS), u);
        for (int i = 0; i < INPUTS; i++) {
          sum += weight(vector, layer, u, i) * value(examples, e, i);
        }
        heard[u] += sum / BATCH;
        codes[u] = of(layer.encoder().activation(), sum);
      }
      for (int i = 0; i < INPUTS; i++) {
        double sum = at(vector, layer.span(Block.VISIBLE_BIAS), i);
        for (int u = 0; u < 3; u++) {
          sum += weight(vector, layer, u, i) * codes[u];
        }
        output[i] += sum / BATCH;
        means[i] += value(examples, e, i) / BATCH;
      }
    }

    assertThat(heard).containsExactly(new double[3], within(1e-5));
    for (int i = 0; i < INPUTS; i++) {
      assertThat(of(layer.decoder().activation(), output[i])).isCloseTo(means[i], within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: autoencoder, activation: rectifier, loss: squared-error}",
        "{kind: autoencoder, activation: sigmoid, loss: squared-error}"
      })
  void devicesAgreeOverPatchesAndOverMaps(String learns) {
    Shape pictures = new Shape(1, 4, 4);
    for (String over : List.of("size: 3, patches: 4", "size: 3, over: maps")) {
      LayerPlan plan = TestPlans.convolution(over, learns, BATCH);

      assertThat(
              Difference.largest(
                  adapted(plan, pictures, Activation.LINEAR, true),
                  adapted(plan, pictures, Activation.LINEAR, false)))
          .as(over)
          .isLessThan(1e-5);
    }
  }

  /** Of a thousand units that read few values, all together say no more than one of them. */
  @ParameterizedTest
  @CsvSource({"SIGMOID, LINEAR", "RECTIFIER, LINEAR", "TANH, LINEAR", "SIGMOID, SIGMOID"})
  void aReconstructionIsAboutAsLargeAsWhatItReconstructs(Activation units, Activation made) {
    String loss = made == Activation.SIGMOID ? "cross-entropy" : "squared-error";
    String keys =
        "{kind: autoencoder, activation: "
            + units.name().toLowerCase(Locale.ROOT)
            + ", loss: "
            + loss
            + "}";
    LayerPlan plan = TestPlans.layerOf(1000, keys, BATCH);
    Shape input = Shape.plain(16);
    try (Trainer trainer = Trainers.layer(plan, input, made, TestedDevice.open())) {
      float[] vector = new float[trainer.vector().length()];
      float[] drawn = new Initialization(KEY).layer(0, plan, input, made);
      System.arraycopy(drawn, 0, vector, 0, drawn.length);
      trainer.vector().load(vector);
      trainer.adapt(examples(16), KEY);
      trainer.measure(examples(16), KEY);
      double perExample = trainer.loss() / BATCH;

      assertThat(perExample).isLessThan(made == Activation.SIGMOID ? 16 * Math.log(2) : 16 * 0.25);
    }
  }

  @Test
  void unitsThatCompeteBeginWithoutBiases() {
    LayerPlan plan =
        TestPlans.dense(
            "{kind: autoencoder, activation: rectifier, loss: squared-error, winners: 0.2}", BATCH);
    float[] drawn = new Initialization(KEY).layer(0, plan, Shape.plain(INPUTS), Activation.LINEAR);

    assertThat(adapted(plan, Shape.plain(INPUTS), Activation.LINEAR, false)).isEqualTo(drawn);
  }

  private static float[] adapted(LayerPlan plan, Shape input, Activation made, boolean device) {
    try (Trainer trainer =
        Trainers.layer(
            plan, input, made, device ? TestedDevice.open() : new ReferenceOperations())) {
      float[] vector = new float[trainer.vector().length()];
      float[] drawn = new Initialization(KEY).layer(0, plan, input, made);
      System.arraycopy(drawn, 0, vector, 0, drawn.length);
      trainer.vector().load(vector);
      trainer.adapt(examples(input.size()), KEY);
      trainer.vector().store(vector);
      return vector;
    }
  }

  /** Values between 0 and 1, of every input about another mean. */
  private static MiniBatch examples(int inputs) {
    MiniBatch batch = new MiniBatch(inputs, BATCH);
    for (int i = 0; i < BATCH * inputs; i++) {
      double mean = 0.2 + 0.6 * (i % inputs) / inputs;
      batch.values()[i] = (float) (mean + 0.3 * (KEY.with("x").uniform(i) - 0.5));
    }
    batch.size(BATCH);
    return batch;
  }

  private static double value(MiniBatch batch, int example, int input) {
    return batch.values()[example * batch.inputs() + input];
  }

  private static double weight(float[] vector, TwoWay layer, int unit, int input) {
    return at(vector, layer.span(Block.WEIGHTS), unit * INPUTS + input);
  }

  private static double at(float[] vector, Span span, int i) {
    return vector[span.from() + i];
  }

  private static double of(Activation activation, double input) {
    return switch (activation) {
      case SIGMOID -> 1 / (1 + Math.exp(-input));
      case RECTIFIER -> Math.max(0, input);
      case TANH -> Math.tanh(input);
      case LINEAR -> input;
    };
  }
}
