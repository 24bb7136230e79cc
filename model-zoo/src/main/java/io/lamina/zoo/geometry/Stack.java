package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers on top of each other, and where the parameters of each are in the vector of all: the
 * lowest layer's blocks first, in the order of {@link Layer#blocks}. That is also the order of
 * DL4J's files.
 *
 * @param input the shape of an example
 * @param layers the lowest first; none, and the stack gives what it reads
 */
public record Stack(Shape input, List<Layer> layers) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if a layer does not read what the one below gives, or if there
   *     are more parameters than a vector can hold
   */
  public Stack {
    requireNonNull(input, "input is null");
    layers = List.copyOf(layers);
    Shape given = input;
    for (int k = 0; k < layers.size(); k++) {
      Shape read = layers.get(k).input();
      if (!read.equals(given)) {
        throw new IllegalArgumentException(
            "layers[" + k + "] reads " + read + " values, what is below gives " + given);
      }
      given = layers.get(k).output();
    }
    new Layout(blocks(layers));
  }

  private static List<Block> blocks(List<Layer> layers) {
    return layers.stream().flatMap(layer -> layer.blocks().stream()).toList();
  }

  /** The shape of the top layer's codes. */
  public Shape output() {
    return layers.isEmpty() ? input : top().output();
  }

  /** The highest layer; there must be one. */
  public Layer top() {
    return layers.get(layers.size() - 1);
  }

  /** This stack with a layer on top. */
  public Stack with(Layer layer) {
    return then(new Stack(layer.input(), List.of(layer)));
  }

  /** This stack with another on top. */
  public Stack then(Stack above) {
    List<Layer> all = new ArrayList<>(layers);
    all.addAll(above.layers);
    return new Stack(input, all);
  }

  /** The lowest layers, so many. */
  public Stack lowest(int count) {
    return new Stack(input, layers.subList(0, count));
  }

  /** The same stack with a softmax layer on top. */
  public Stack withSoftmax(int classes) {
    return with(new Softmax(output(), classes));
  }

  /**
   * The same stack with its mirror image on top, which reconstructs the inputs.
   *
   * @param reconstructions the non-linearity of each layer's reconstruction of what it reads, the
   *     lowest layer first
   */
  public Stack unrolled(List<Activation> reconstructions) {
    Stack whole = this;
    for (int k = layers.size() - 1; k >= 0; k--) {
      whole = whole.with(layers.get(k).mirror(reconstructions.get(k)));
    }
    return whole;
  }

  /** The number of all parameters. */
  public int parameterCount() {
    return layout().length();
  }

  private Layout layout() {
    return new Layout(blocks(layers));
  }

  /** Where a layer's parameters are. */
  public Span span(int layer) {
    int first = firstBlock(layer);
    return layout().span(first, first + layers.get(layer).blocks().size());
  }

  private int firstBlock(int layer) {
    return blocks(layers.subList(0, layer)).size();
  }

  /** Where a block of a layer's is; the layer must have it. */
  public Span span(int layer, String block) {
    int first = firstBlock(layer);
    return layout().span(first, first + layers.get(layer).blocks().size(), block);
  }

  /** Where the first columns of a layer's block are: of weights, those of its first units. */
  public Span firstColumns(int layer, String block, int columns) {
    Span whole = span(layer, block);
    int all = layers.get(layer).block(block).columns();
    return new Span(whole.from(), whole.length() / all * columns);
  }

  /**
   * One vector of those of parts of this stack, the lowest first.
   *
   * @throws IllegalArgumentException if they have more or fewer values than the stack parameters
   */
  public float[] joined(List<float[]> parts) {
    float[] whole = new float[parameterCount()];
    int count = parts.stream().mapToInt(part -> part.length).sum();
    if (count != whole.length) {
      throw new IllegalArgumentException(
          count + " parameters, a stack of " + whole.length + " is made of them");
    }
    int from = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, whole, from, part.length);
      from += part.length;
    }
    return whole;
  }

  /**
   * The parameters of this stack, of those of a stack that has this one at its bottom.
   *
   * @param whole may be longer
   */
  public float[] ofBottom(float[] whole) {
    return Arrays.copyOf(whole, parameterCount());
  }

  /** The parameters of this stack, of those of a stack that has this one at its top. */
  public float[] ofTop(float[] whole) {
    return Arrays.copyOfRange(whole, whole.length - parameterCount(), whole.length);
  }
}
