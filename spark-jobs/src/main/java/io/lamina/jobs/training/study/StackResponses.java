package io.lamina.jobs.training.study;

import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.units.Strongest;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the units of each layer of a stack that learns respond to examples. */
final class StackResponses {
  /** A unit whose responses differ by less is dead. */
  static final double DEAD_RANGE = 0.01;

  private final SortedMap<Integer, UnitResponses> byLayer = new TreeMap<>();

  /**
   * Looks block by block, for all codes together may be many.
   *
   * @param parameters as {@link Stack} orders them
   * @param examples at least one
   * @param traced of how many units of each layer every response is kept
   * @param device computes
   */
  StackResponses(
      Stack stack, float[] parameters, TestExamples examples, int traced, Device device) {
    for (int k = 0; k < stack.layers().size(); k++) {
      Layer layer = stack.layers().get(k);
      if (layer.learns()) {
        byLayer.put(k, new UnitResponses(layer.units(), traced, examples.count()));
      }
    }
    List<Integer> learning = List.copyOf(byLayer.keySet());
    try (Network network = new Network(stack, parameters, examples.largestBatch(), device.open())) {
      for (MiniBatch batch : examples.batches()) {
        List<float[]> codes = network.codes(batch, learning);
        for (int i = 0; i < codes.size(); i++) {
          int k = learning.get(i);
          Strongest strongest = new Strongest(stack.layers().get(k).output());
          byLayer.get(k).add(strongest.of(codes.get(i)));
        }
      }
    }
  }

  /** Of each layer that learns, by its place in the stack; of maps the strongest responses. */
  SortedMap<Integer, UnitResponses> byLayer() {
    return Collections.unmodifiableSortedMap(byLayer);
  }

  /** The same, the lowest first. */
  List<UnitResponses> layers() {
    return List.copyOf(byLayer.values());
  }
}
