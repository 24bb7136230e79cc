package io.lamina.zoo.network;

import static io.lamina.zoo.geometry.Activation.LINEAR;
import static io.lamina.zoo.geometry.Activation.RECTIFIER;
import static io.lamina.zoo.geometry.Activation.SIGMOID;
import static io.lamina.zoo.geometry.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Centroids;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.OverPatches;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of convolutions, as DL4J loads them, against the definition in double precision. */
class ConvolutionalNetworkTest {
  private static final int EXAMPLES = 3;

  private final Examples examples = new Examples(2);

  static Stream<Stack> stacks() {
    Shape colours = new Shape(3, 9, 7);
    Stack valid =
        new Stack(colours, List.of()).with(convolution(colours, 3, 1, Border.VALID, TANH));
    Stack strided =
        new Stack(colours, List.of()).with(convolution(colours, 3, 2, Border.VALID, SIGMOID));
    Shape even = new Shape(2, 6, 8);
    Stack same = new Stack(even, List.of()).with(convolution(even, 4, 1, Border.SAME, RECTIFIER));
    Stack sameStrided =
        new Stack(even, List.of()).with(convolution(even, 3, 2, Border.SAME, SIGMOID));
    List<Stack> stacks = new ArrayList<>(List.of(valid, strided, same, sameStrided));
    for (Pooling.Kind kind : Pooling.Kind.values()) {
      stacks.add(valid.with(new Pooling(Window.square(valid.output(), 3, 1, Border.VALID), kind)));
      stacks.add(valid.with(new Pooling(Window.square(valid.output(), 3, 2, Border.VALID), kind)));
      Stack pooled = pooled(valid, kind);
      Stack second = pooled.with(convolution(pooled.output(), 2, 1, Border.VALID, TANH));
      stacks.add(pooled);
      stacks.add(second);
      stacks.add(second.with(Dense.of(second.output(), 5, SIGMOID)));
      stacks.add(second.withSoftmax(4));
    }
    for (Stack up : List.copyOf(stacks)) {
      if (!(up.output().size() == 4)) {
        stacks.add(up.unrolled(reconstructions(up)));
      }
    }
    return stacks.stream();
  }

  private static Convolution convolution(
      Shape input, int size, int stride, Border border, Activation activation) {
    return new Convolution(Window.square(input, size, stride, border), 4, activation);
  }

  /** Maps of 7×5: a row and a column are left out. */
  private static Stack pooled(Stack below, Pooling.Kind kind) {
    return below.with(new Pooling(Window.square(below.output(), 2, 2, Border.VALID), kind));
  }

  private static List<Activation> reconstructions(Stack up) {
    List<Activation> all = new ArrayList<>(Collections.nCopies(up.layers().size(), TANH));
    all.set(0, LINEAR);
    return all;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void dl4jGivesWhatTheDefinitionSays(Stack stack) throws IOException {
    TrainedNetwork network = network(stack);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes(network)));
    float[] rows = examples.parameters(EXAMPLES * stack.input().size());
    INDArray answers = loaded.output(Nd4j.create(rows, new int[] {EXAMPLES, stack.input().size()}));
    assertThat(answers.shape()).containsExactly(EXAMPLES, stack.output().size());
    for (int e = 0; e < EXAMPLES; e++) {
      double[] right = right(stack, network.parameters(), rows, e);
      for (int j = 0; j < right.length; j++) {
        assertThat(answers.getDouble(e, j)).as("value %d", j).isCloseTo(right[j], within(2e-6));
      }
    }
  }

  private static double[] right(Stack stack, float[] parameters, float[] rows, int example) {
    double[] input = new double[stack.input().size()];
    for (int i = 0; i < input.length; i++) {
      input[i] = rows[example * input.length + i];
    }
    return stack.top() instanceof io.lamina.zoo.geometry.Softmax
        ? DoubleForward.probabilities(stack, parameters, input)
        : DoubleForward.codes(stack, parameters, input);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isReadBackAsItWas(Stack stack) throws IOException {
    TrainedNetwork network = network(stack);
    TrainedNetwork read = TrainedNetwork.readDl4j(new ByteArrayInputStream(bytes(network)));
    assertThat(read.stack()).isEqualTo(stack);
    assertThat(read.parameters()).isEqualTo(network.parameters());
  }

  /** Of each patch and centroid, what DL4J gives of a published layer: by distances alone. */
  @Test
  void centroidsOfPatchesArePublishedWithTheTriangleCode() throws IOException {
    Window window = Window.square(new Shape(2, 5, 4), 3, 1, Border.VALID);
    int filters = 6;
    Dense dense = Dense.of(window.patch(), filters, RECTIFIER);
    Centroids centroids = new Centroids(TwoWay.of(dense, LINEAR, true));
    OverPatches layer =
        new OverPatches(centroids, new Convolution(window, filters, RECTIFIER), Optional.empty());
    float[] vector = examples.parameters(layer.learnt().parameterCount());
    PretrainedLayer learnt = new PretrainedLayer(layer, vector);
    float[] picture = examples.parameters(layer.input().size());

    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes(learnt.encoder())));
    INDArray answers = loaded.output(Nd4j.create(picture, new int[] {1, picture.length}));
    for (int position = 0; position < 6; position++) {
      double[] codes = triangle(vector, filters, patch(picture, position / 2, position % 2));
      for (int k = 0; k < filters; k++) {
        assertThat(answers.getDouble(0, position * filters + k))
            .as("filter %d at %d", k, position)
            .isCloseTo(codes[k], within(2e-6));
      }
    }
  }

  private static double[] patch(float[] picture, int row, int column) {
    double[] patch = new double[18];
    for (int i = 0; i < patch.length; i++) {
      patch[i] = picture[(row + i / 6) * 8 + column * 2 + i % 6];
    }
    return patch;
  }

  private static double[] triangle(float[] centroids, int count, double[] patch) {
    double[] distances = new double[count];
    double mean = 0;
    for (int k = 0; k < count; k++) {
      double squares = 0;
      for (int i = 0; i < patch.length; i++) {
        squares += Math.pow(centroids[k * patch.length + i], 2);
      }
      for (int i = 0; i < patch.length; i++) {
        double at = centroids[k * patch.length + i] / Math.sqrt(squares);
        distances[k] += Math.pow(patch[i] - at, 2);
      }
      mean += distances[k] / count;
    }
    for (int k = 0; k < count; k++) {
      distances[k] = Math.max(0, (mean - distances[k]) / 2);
    }
    return distances;
  }

  private TrainedNetwork network(Stack stack) {
    return new TrainedNetwork(stack, examples.parameters(stack.parameterCount()));
  }

  private static byte[] bytes(TrainedNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    network.writeDl4j(out);
    return out.toByteArray();
  }
}
