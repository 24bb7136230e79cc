package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.TransposedConvolution;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/** The way back from a convolution's codes: every position makes a patch. */
final class DeviceTransposedConvolution implements DeviceLayer {
  private final Operations operations;
  private final TransposedConvolution layer;
  private final Patches patches;
  private final DenseWeights weights;
  private final Parameter bias;

  DeviceTransposedConvolution(TransposedConvolution layer, UpdateRule rule, Operations operations) {
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
    patches.folded(target, (made, from, count) -> weights.up(positions(below, from, count), made));
  }

  /** What lies at one position as a column, of some examples. */
  private Matrix positions(Matrix below, int from, int count) {
    return below.columns(from, count).ofHeight(layer.filters());
  }

  @Override
  public Matrix bias() {
    return bias.value();
  }

  @Override
  public void forward(Matrix below, Matrix codes) {
    products(below, codes);
    operations.activate(places(codes), bias(), layer.activation());
  }

  private Matrix places(Matrix maps) {
    return maps.ofHeight(layer.output().channels());
  }

  @Override
  public void throughUnits(Matrix codes, Matrix delta) {
    operations.activationGradient(delta, codes, layer.activation());
  }

  @Override
  public void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow) {
    patches.unfolded(
        delta, (seen, from, count) -> weights.down(seen, positions(deltaBelow, from, count)));
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
                    delta,
                    (seen, from, count) ->
                        weights.addGradient(
                            factor,
                            positions(below, from, count),
                            seen,
                            from == 0 ? keep : 1f,
                            target)));
    bias.descend(step, examples, places(delta));
  }
}
