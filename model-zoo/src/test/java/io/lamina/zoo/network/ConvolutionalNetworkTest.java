package io.lamina.zoo.network;

import static io.lamina.zoo.geometry.Activation.LINEAR;
import static io.lamina.zoo.geometry.Activation.RECTIFIER;
import static io.lamina.zoo.geometry.Activation.SIGMOID;
import static io.lamina.zoo.geometry.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
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

  private TrainedNetwork network(Stack stack) {
    return new TrainedNetwork(stack, examples.parameters(stack.parameterCount()));
  }

  private static byte[] bytes(TrainedNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    network.writeDl4j(out);
    return out.toByteArray();
  }
}
