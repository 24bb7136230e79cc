package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.DenseWeights;
import io.lamina.runtime.layer.Parameter;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a layer that is pretrained, on a device, in the order of its vector. */
final class TwoWayParameters {
  private final Operations operations;
  private final boolean tied;
  private final Map<String, Parameter> byName = new LinkedHashMap<>();

  TwoWayParameters(TwoWay layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.tied = layer.tied();
    for (Block block : layer.blocks()) {
      byName.put(block.name(), new Parameter(operations, block, rule));
    }
  }

  /** W. */
  DenseWeights encoder() {
    return new DenseWeights(operations, byName.get(Block.WEIGHTS));
  }

  /** V, laid out as W; W itself where weights are tied. */
  DenseWeights decoder() {
    return tied ? encoder() : new DenseWeights(operations, byName.get(Block.DECODER));
  }

  boolean tied() {
    return tied;
  }

  /** b. */
  Parameter hiddenBias() {
    return byName.get(Block.BIAS);
  }

  /** c. */
  Parameter visibleBias() {
    return byName.get(Block.VISIBLE_BIAS);
  }

  Matrix weights() {
    return encoder().value();
  }

  ParameterVector vector() {
    return new ParameterVector(operations, List.copyOf(byName.values()));
  }
}
