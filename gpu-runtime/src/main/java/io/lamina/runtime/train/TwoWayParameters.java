package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.Connection;
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
  private final Connection encoder;
  private final Connection decoder;

  TwoWayParameters(TwoWay layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.tied = layer.tied();
    for (Block block : layer.blocks()) {
      byName.put(block.name(), new Parameter(operations, block, rule));
    }
    this.encoder = Connection.of(layer.encoder(), byName.get(Block.WEIGHTS), operations);
    this.decoder = tied ? encoder : encoder.with(byName.get(Block.DECODER));
  }

  /** W. */
  Connection encoder() {
    return encoder;
  }

  /** V, laid out as W; W itself where weights are tied. */
  Connection decoder() {
    return decoder;
  }

  boolean tied() {
    return tied;
  }

  /** b: a value for each unit of a position. */
  Parameter hiddenBias() {
    return byName.get(Block.BIAS);
  }

  /** c: a value for each input, or of maps for each of their channels. */
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
