package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TransposedConvolution;
import java.util.Arrays;

/**
 * Where DL4J has the parameters of a stack: those of dense layers in the same order; of
 * convolutions the bias first, then the filters, of each channel after channel.
 */
final class Dl4jOrder {
  private final Stack stack;

  Dl4jOrder(Stack stack) {
    this.stack = stack;
  }

  /** A stack's vector in DL4J's order. */
  float[] toDl4j(float[] own) {
    float[] dl4j = new float[own.length];
    int[] places = places();
    for (int i = 0; i < own.length; i++) {
      dl4j[places[i]] = own[i];
    }
    return dl4j;
  }

  /** The opposite. */
  float[] fromDl4j(float[] dl4j) {
    float[] own = new float[dl4j.length];
    int[] places = places();
    for (int i = 0; i < own.length; i++) {
      own[i] = dl4j[places[i]];
    }
    return own;
  }

  /** For each place of a stack's vector, DL4J's. */
  private int[] places() {
    int[] places = new int[stack.parameterCount()];
    Arrays.setAll(places, i -> i);
    for (int k = 0; k < stack.layers().size(); k++) {
      Layer layer = stack.layers().get(k);
      if (layer instanceof Convolution convolution) {
        Shape patch = convolution.window().patch();
        place(k, patch, convolution.filters(), /* filtersFirst= */ false, places);
      } else if (layer instanceof TransposedConvolution transposed) {
        Shape patch = transposed.window().patch();
        place(k, patch, transposed.filters(), /* filtersFirst= */ true, places);
      }
    }
    return places;
  }

  /**
   * Places a layer's parameters.
   *
   * @param patch what a filter is of
   * @param filtersFirst whether the weights of a value, one for each filter, lie side by side
   */
  private void place(int k, Shape patch, int filters, boolean filtersFirst, int[] places) {
    Span layer = stack.span(k);
    Span weights = stack.span(k, Block.WEIGHTS);
    Span bias = stack.span(k, Block.BIAS);
    for (int i = 0; i < bias.length(); i++) {
      places[bias.from() + i] = layer.from() + i;
    }
    for (int i = 0; i < weights.length(); i++) {
      int filter = filtersFirst ? i % filters : i / patch.size();
      int value = filtersFirst ? i / filters : i % patch.size();
      places[weights.from() + i] =
          layer.from() + bias.length() + filter * patch.size() + channelsFirst(value, patch);
    }
  }

  /** Where a value of a patch is if all of a channel lie side by side. */
  private static int channelsFirst(int value, Shape patch) {
    int channel = value % patch.channels();
    int place = value / patch.channels();
    return channel * patch.height() * patch.width() + place;
  }
}
