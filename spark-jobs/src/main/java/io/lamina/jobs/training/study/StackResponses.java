package io.lamina.jobs.training.study;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.zoo.geometry.Stack;
import java.util.List;

/** How the units of each layer of a stack respond to examples. */
final class StackResponses {
  /** A unit whose responses differ by less is dead. */
  static final double DEAD_RANGE = 0.01;

  private final List<UnitResponses> layers;

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
    this.layers =
        stack.layers().stream()
            .map(layer -> new UnitResponses(layer.output().size(), traced, examples.count()))
            .toList();
    try (Network network = new Network(stack, parameters, examples.largestBatch(), device.open())) {
      for (MiniBatch batch : examples.batches()) {
        List<float[]> codes = network.codes(batch);
        for (int k = 0; k < codes.size(); k++) {
          layers.get(k).add(codes.get(k));
        }
      }
    }
  }

  /** Of each layer, the lowest first. */
  List<UnitResponses> layers() {
    return layers;
  }
}
