package io.lamina.zoo.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Networks in the format of safetensors, for readers without DL4J: the length of a header (8 bytes,
 * little-endian), the header in JSON, and the numbers of all tensors, 32-bit floats, little-endian.
 *
 * <p>The layers of a network {@code encoder} are {@code encoder0}, {@code encoder1}, …, the lowest
 * first. Each has a tensor {@code encoder0.weight}, units × inputs, and {@code encoder0.bias},
 * units, both in the order of rows. The header's {@code __metadata__} says the activation of each
 * layer, {@code encoder0.activation}: {@code sigmoid}, {@code tanh}, {@code rectifier}, {@code
 * linear} or {@code softmax}.
 *
 * <p>A layer that moves a window over maps also has {@code encoder0.layer}: {@code convolution},
 * {@code transposed-convolution}, {@code max-pooling}, {@code average-pooling} or {@code
 * upsampling}, with {@code encoder0.maps} (rows, columns and channels of what the window moves
 * over, such as {@code 28x28x1}), {@code encoder0.window} ({@code 5x5}), {@code encoder0.stride}
 * and {@code encoder0.border}, {@code valid} or {@code same}. The weights of a convolution are
 * filters × values of a patch, those of a transposed one values of a patch × filters; the values of
 * a patch lie row by row, all channels of a place side by side. Equal networks give equal bytes.
 *
 * @param networks by the names that their layers begin with, in the order of the file
 */
public record SafetensorsFile(Map<String, TrainedNetwork> networks) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Readers map the file: numbers begin at a multiple of their size. */
  private static final int ALIGNMENT = 8;

  private static final int CHUNK = 1 << 14;

  public SafetensorsFile {
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
  }

  /**
   * A tensor of the file.
   *
   * @param shape of its rows, which follow one another
   * @param of whose parameters it is
   * @param at where it is among these
   */
  private record Tensor(String name, List<Integer> shape, TrainedNetwork of, Span at) {}

  /**
   * Writes the file.
   *
   * @param out stays open
   */
  public void writeTo(OutputStream out) throws IOException {
    List<Tensor> tensors = tensors();
    byte[] header = header(tensors);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    for (Tensor tensor : tensors) {
      write(tensor, out);
    }
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    networks.forEach(
        (name, network) -> {
          Stack stack = network.stack();
          for (int k = 0; k < stack.layers().size(); k++) {
            for (Block block : stack.layers().get(k).blocks()) {
              String of = name + k + "." + name(block);
              tensors.add(new Tensor(of, shape(block), network, stack.span(k, block.name())));
            }
          }
        });
    return tensors;
  }

  private static String name(Block block) {
    return switch (block.name()) {
      case Block.WEIGHTS -> "weight";
      case Block.BIAS -> "bias";
      default -> throw new IllegalArgumentException("no network to use has a " + block.name());
    };
  }

  /** A block lies column by column: seen row by row, it is its transpose. */
  private static List<Integer> shape(Block block) {
    return block.name().equals(Block.BIAS)
        ? List.of(block.rows())
        : List.of(block.columns(), block.rows());
  }

  private byte[] header(List<Tensor> tensors) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    describe(root.putObject("__metadata__"));
    long from = 0;
    for (Tensor tensor : tensors) {
      long to = from + (long) tensor.at().length() * Float.BYTES;
      ObjectNode node = root.putObject(tensor.name()).put("dtype", "F32");
      tensor.shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(from).add(to);
      from = to;
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private void describe(ObjectNode metadata) {
    networks.forEach(
        (name, network) -> {
          List<Layer> layers = network.stack().layers();
          for (int k = 0; k < layers.size(); k++) {
            metadata.put(name + k + ".activation", activation(layers.get(k)));
            WindowNotes.of(layers.get(k)).forEach(noted(metadata, name + k));
          }
        });
  }

  private static BiConsumer<String, String> noted(ObjectNode metadata, String layer) {
    return (key, value) -> metadata.put(layer + "." + key, value);
  }

  private static String activation(Layer layer) {
    return layer instanceof Softmax
        ? "softmax"
        : layer.activation().name().toLowerCase(Locale.ROOT);
  }

  private static void write(Tensor tensor, OutputStream out) throws IOException {
    float[] parameters = tensor.of().values();
    int end = tensor.at().from() + tensor.at().length();
    for (int from = tensor.at().from(); from < end; from += CHUNK) {
      int count = Math.min(CHUNK, end - from);
      ByteBuffer chunk = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      chunk.asFloatBuffer().put(parameters, from, count);
      out.write(chunk.array());
    }
  }
}
