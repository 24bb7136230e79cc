package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/**
 * A layer whose units each read a window: a dense layer of the patches, every position an example.
 */
final class DeviceConvolution implements DeviceLayer {
  private final Operations operations;
  private final Convolution layer;
  private final Patches patches;
  private final DenseWeights weights;
  private final Parameter bias;

  DeviceConvolution(Convolution layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.layer = layer;
    this.patches = new Patches(layer.window(), operations);
    this.weights =
        new DenseWeights(operations, new Parameter(operations, layer.block(Block.WEIGHTS), rule));
    this.bias = new Parameter(operations, layer.block(Block.BIAS), rule);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights.weights(), bias);
  }

  @Override
  public void products(Matrix below, Matrix target) {
    patches.unfolded(below, (seen, from, count) -> weights.up(seen, units(target, from, count)));
  }

  /** The filters' units at one position as a column, of some examples. */
  private Matrix units(Matrix codes, int from, int count) {
    return units(codes.columns(from, count));
  }

  private Matrix units(Matrix codes) {
    return codes.ofHeight(layer.filters());
  }

  @Override
  public Matrix bias() {
    return bias.value();
  }

  @Override
  public void forward(Matrix below, Matrix codes) {
    products(below, codes);
    operations.activate(units(codes), bias(), layer.activation());
  }

  @Override
  public void throughUnits(Matrix codes, Matrix delta) {
    operations.activationGradient(delta, codes, layer.activation());
  }

  @Override
  public void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow) {
    patches.folded(
        deltaBelow, (seen, from, count) -> weights.down(units(delta, from, count), seen));
  }

  @Override
  public void descend(Step step, Matrix below, Matrix delta) {
    int examples = delta.columns();
    weights
        .weights()
        .descend(
            step,
            examples,
            0,
            (factor, keep, target) ->
                patches.unfolded(
                    below,
                    (seen, from, count) ->
                        weights.addGradient(
                            factor,
                            seen,
                            units(delta, from, count),
                            from == 0 ? keep : 1f,
                            target)));
    bias.descend(step, examples, units(delta));
  }
}
