package io.lamina.zoo.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsFileTest {
  private static final Stack ENCODER =
      new Stack(Shape.plain(7), List.of())
          .with(Dense.of(Shape.plain(7), 5, Activation.SIGMOID))
          .with(Dense.of(Shape.plain(5), 3, Activation.RECTIFIER));
  private static final Stack CLASSIFIER = ENCODER.withSoftmax(4);

  private final Examples examples = new Examples(3);
  private final TrainedNetwork classifier = network(CLASSIFIER);
  private final TrainedNetwork encoder = network(ENCODER);

  private TrainedNetwork network(Stack stack) {
    return new TrainedNetwork(stack, examples.parameters(stack.parameterCount()));
  }

  private byte[] written() throws IOException {
    Map<String, TrainedNetwork> networks = new LinkedHashMap<>();
    networks.put("layer", classifier);
    networks.put("encoder", encoder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafetensorsFile(networks).writeTo(out);
    return out.toByteArray();
  }

  /** As the format's own description reads a file. */
  private record Read(JsonNode header, ByteBuffer data) {
    static Read of(byte[] file) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int length = Math.toIntExact(bytes.getLong());
      byte[] json = new byte[length];
      bytes.get(json);
      return new Read(
          JsonMapper.builder().build().readTree(json),
          bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    double at(String tensor, int... place) {
      JsonNode node = header.required(tensor);
      assertThat(node.required("dtype").textValue()).isEqualTo("F32");
      int flat = 0;
      for (int i = 0; i < place.length; i++) {
        flat = flat * node.required("shape").get(i).intValue() + place[i];
      }
      return data.getFloat(node.required("data_offsets").get(0).intValue() + Float.BYTES * flat);
    }
  }

  @Test
  void readByItsDescriptionItGivesTheSameOutputs() throws IOException {
    Read file = Read.of(written());
    double[] example = Examples.toDoubles(examples.batch(1, 7)[0]);

    assertThat(forward(file, "layer", 3, example))
        .containsExactly(DoubleForward.probabilities(CLASSIFIER, classifier.parameters(), example));
    assertThat(forward(file, "encoder", 2, example))
        .containsExactly(DoubleForward.codes(ENCODER, encoder.parameters(), example));
  }

  @Test
  void saysWhatAWindowMovesOver() throws IOException {
    Window window = Window.square(new Shape(2, 5, 4), 3, 1, Border.SAME);
    Convolution convolution = new Convolution(window, 3, Activation.SIGMOID);
    Window squares = Window.square(convolution.output(), 2, 2, Border.VALID);
    Stack stack =
        new Stack(new Shape(2, 5, 4), List.of())
            .with(convolution)
            .with(new Pooling(squares, Pooling.Kind.MAX));
    TrainedNetwork network = network(stack);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafetensorsFile(Map.of("encoder", network)).writeTo(out);
    Read file = Read.of(out.toByteArray());

    JsonNode notes = file.header().required("__metadata__");
    assertThat(notes.required("encoder0.layer").textValue()).isEqualTo("convolution");
    assertThat(notes.required("encoder0.maps").textValue()).isEqualTo("5x4x2");
    assertThat(notes.required("encoder0.window").textValue()).isEqualTo("3x3");
    assertThat(notes.required("encoder0.border").textValue()).isEqualTo("same");
    assertThat(notes.required("encoder1.layer").textValue()).isEqualTo("max-pooling");
    assertThat(notes.required("encoder1.stride").textValue()).isEqualTo("2");
    assertThat(file.header().at("/encoder0.weight/shape")).hasToString("[3,18]");
    assertThat(file.at("encoder0.weight", 1, 4)).isEqualTo(network.parameters()[18 + 4]);
  }

  /** What a reader writes who knows the file alone. */
  private static double[] forward(Read file, String network, int layers, double[] example) {
    double[] below = example;
    for (int k = 0; k < layers; k++) {
      String layer = network + k;
      double[] above = new double[file.header().at("/" + layer + ".weight/shape/0").intValue()];
      for (int unit = 0; unit < above.length; unit++) {
        above[unit] = file.at(layer + ".bias", unit);
        for (int input = 0; input < below.length; input++) {
          above[unit] += file.at(layer + ".weight", unit, input) * below[input];
        }
      }
      activate(file.header().at("/__metadata__/" + layer + ".activation").textValue(), above);
      below = above;
    }
    return below;
  }

  private static void activate(String activation, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (activation) {
            case "sigmoid" -> 1 / (1 + Math.exp(-values[i]));
            case "rectifier" -> Math.max(0, values[i]);
            case "softmax" -> Math.exp(values[i]);
            default -> throw new IllegalArgumentException(activation);
          };
      sum += values[i];
    }
    for (int i = 0; activation.equals("softmax") && i < values.length; i++) {
      values[i] /= sum;
    }
  }

  @Test
  void readersThatCheckTheHeaderFindNoHoles() throws IOException {
    Read file = Read.of(written());
    List<JsonNode> tensors = new ArrayList<>();
    file.header()
        .properties()
        .forEach(
            tensor -> {
              if (!tensor.getKey().equals("__metadata__")) {
                tensors.add(tensor.getValue());
              }
            });
    long end = 0;
    for (JsonNode tensor : tensors) {
      long values = 1;
      for (JsonNode side : tensor.required("shape")) {
        values *= side.longValue();
      }
      assertThat(tensor.required("data_offsets").get(0).longValue()).isEqualTo(end);
      end += values * Float.BYTES;
      assertThat(tensor.required("data_offsets").get(1).longValue()).isEqualTo(end);
    }
    assertThat(tensors).hasSize(10);
    assertThat(end).isEqualTo(file.data().limit());
    assertThat((written().length - end) % Long.BYTES).isZero();
  }

  @Test
  void equalNetworksGiveEqualBytes() throws IOException {
    assertThat(written()).isEqualTo(written());
  }
}
