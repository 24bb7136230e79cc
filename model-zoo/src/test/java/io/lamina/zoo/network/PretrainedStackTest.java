package io.lamina.zoo.network;

import static io.lamina.zoo.geometry.Activation.SIGMOID;
import static io.lamina.zoo.geometry.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PretrainedStackTest {
  private static final int INPUTS = 7;
  private static final int MIDDLE = 5;
  private static final int TOP = 3;

  private final Examples examples = new Examples(2);
  private final float[] lower = examples.parameters(INPUTS * MIDDLE + MIDDLE + INPUTS);
  private final float[] upper = examples.parameters(MIDDLE * TOP + TOP + MIDDLE);
  private final PretrainedStack stack =
      new PretrainedStack(
          List.of(
              pretrained(INPUTS, MIDDLE, TANH, SIGMOID, true, lower),
              pretrained(MIDDLE, TOP, SIGMOID, TANH, true, upper)));

  @TempDir Path directory;

  @Test
  void theEncoderGivesTheTopLayersCodes() throws IOException {
    float[][] batch = examples.batch(4, INPUTS);
    INDArray output = load(stack.encoder()).output(Nd4j.create(batch));

    for (int row = 0; row < batch.length; row++) {
      double[] middle = encode(lower, Examples.toDoubles(batch[row]), MIDDLE, TANH);
      assertClose(output.getRow(row), encode(upper, middle, TOP, SIGMOID));
    }
  }

  @Test
  void theDecoderGivesTheInputsReconstruction() throws IOException {
    float[][] codes = examples.batch(4, TOP);
    INDArray output = load(stack.decoder()).output(Nd4j.create(codes));

    for (int row = 0; row < codes.length; row++) {
      double[] middle = decode(upper, Examples.toDoubles(codes[row]), MIDDLE, TANH);
      assertClose(output.getRow(row), decode(lower, middle, INPUTS, SIGMOID));
    }
  }

  @Test
  void encoderAndDecoderSayTheirShapes() {
    assertThat(stack.encoder().stack())
        .isEqualTo(
            new Stack(
                Shape.plain(INPUTS),
                List.of(
                    Dense.of(Shape.plain(INPUTS), MIDDLE, TANH),
                    Dense.of(Shape.plain(MIDDLE), TOP, SIGMOID))));
    assertThat(stack.decoder().stack())
        .isEqualTo(
            new Stack(
                Shape.plain(TOP),
                List.of(
                    Dense.of(Shape.plain(TOP), MIDDLE, TANH),
                    Dense.of(Shape.plain(MIDDLE), INPUTS, SIGMOID))));
  }

  @Test
  void theEncodersParametersAreInTheOrderOfTheForwardPass() {
    double[] input = Examples.toDoubles(examples.batch(1, INPUTS)[0]);
    double[] middle = encode(lower, input, MIDDLE, TANH);

    TrainedNetwork encoder = stack.encoder();

    assertThat(DoubleForward.codes(encoder.stack(), encoder.parameters(), input))
        .containsExactly(encode(upper, middle, TOP, SIGMOID), within(1e-12));
  }

  @Test
  void aDecoderWithItsOwnWeightsUsesThem() {
    float[] own = Arrays.copyOf(lower, lower.length + INPUTS * MIDDLE);
    System.arraycopy(examples.parameters(INPUTS * MIDDLE), 0, own, lower.length, INPUTS * MIDDLE);
    PretrainedLayer layer = pretrained(INPUTS, MIDDLE, TANH, SIGMOID, false, own);

    assertThat(layer.encoder().parameters())
        .isEqualTo(stack.layers().get(0).encoder().parameters());
    for (int unit = 0; unit < MIDDLE; unit++) {
      for (int input = 0; input < INPUTS; input++) {
        assertThat(layer.decoder().parameters()[unit + input * MIDDLE])
            .isEqualTo(own[lower.length + input + unit * INPUTS]);
      }
    }
    assertThat(layer.decoder().parameters())
        .endsWith(Arrays.copyOfRange(lower, lower.length - INPUTS, lower.length));
  }

  @Test
  void refusesAStackThatDoesNotFit() {
    PretrainedLayer first = stack.layers().get(0);
    PretrainedLayer narrow =
        pretrained(MIDDLE - 1, 2, SIGMOID, TANH, true, examples.parameters(4 * 2 + 2 + 4));

    assertThatThrownBy(() -> new PretrainedStack(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PretrainedStack(List.of(first, narrow)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layers[1] reads")
        .hasMessageContaining("gives 5");
  }

  @Test
  void refusesALayerWithoutItsVisibleBias() {
    float[] withoutVisible = new float[INPUTS * MIDDLE + MIDDLE];
    assertThatThrownBy(() -> pretrained(INPUTS, MIDDLE, TANH, SIGMOID, true, withoutVisible))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("40 parameters, the shape has 47");
  }

  private static PretrainedLayer pretrained(
      int inputs,
      int units,
      Activation activation,
      Activation reconstruction,
      boolean tied,
      float[] parameters) {
    Dense up = Dense.of(Shape.plain(inputs), units, activation);
    return new PretrainedLayer(TwoWay.of(up, reconstruction, tied), parameters);
  }

  private MultiLayerNetwork load(TrainedNetwork network) throws IOException {
    Path file = directory.resolve("network.zip");
    try (OutputStream out = Files.newOutputStream(file)) {
      network.writeDl4j(out);
    }
    return MultiLayerNetwork.load(file.toFile(), true);
  }

  /** {@code f(Wᵀx + b)} of a trainer's vector. */
  private static double[] encode(float[] vector, double[] x, int units, Activation activation) {
    double[] h = new double[units];
    for (int j = 0; j < units; j++) {
      h[j] = vector[x.length * units + j];
      for (int i = 0; i < x.length; i++) {
        h[j] += vector[i + j * x.length] * x[i];
      }
      h[j] = activate(activation, h[j]);
    }
    return h;
  }

  /** {@code g(W h + c)} of a trainer's vector. */
  private static double[] decode(float[] vector, double[] h, int inputs, Activation activation) {
    double[] y = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      y[i] = vector[inputs * h.length + h.length + i];
      for (int j = 0; j < h.length; j++) {
        y[i] += vector[i + j * inputs] * h[j];
      }
      y[i] = activate(activation, y[i]);
    }
    return y;
  }

  private static double activate(Activation activation, double x) {
    return activation == TANH ? Math.tanh(x) : 1 / (1 + Math.exp(-x));
  }

  private static void assertClose(INDArray actual, double[] expected) {
    assertThat(actual.toDoubleVector()).containsExactly(expected, within(1e-6));
  }
}
