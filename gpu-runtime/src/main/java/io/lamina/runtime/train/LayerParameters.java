package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a layer that is pretrained, in the order of its vector.
 *
 * @param weights W, inputs × units
 * @param hiddenBias b
 * @param visibleBias c
 * @param decoder V, inputs × units; W itself where weights are tied
 */
record LayerParameters(
    Parameter weights, Parameter hiddenBias, Parameter visibleBias, Parameter decoder) {
  static LayerParameters of(LayerPlan plan, int inputs, Operations operations) {
    UpdateRule rule = plan.stage().optimizer().rule();
    int units = plan.units();
    Parameter weights = new Parameter(operations, inputs, units, rule);
    return new LayerParameters(
        weights,
        new Parameter(operations, units, 1, rule),
        new Parameter(operations, inputs, 1, rule),
        plan.weights() == Weights.TIED ? weights : new Parameter(operations, inputs, units, rule));
  }

  boolean tied() {
    return decoder == weights;
  }

  ParameterVector vector(Operations operations) {
    List<Parameter> all = new ArrayList<>(List.of(weights, hiddenBias, visibleBias));
    if (!tied()) {
      all.add(decoder);
    }
    return new ParameterVector(operations, all);
  }
}
