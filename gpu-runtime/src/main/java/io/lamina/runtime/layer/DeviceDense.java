package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/** A layer whose units each read all of the input. */
final class DeviceDense implements DeviceLayer {
  private final Operations operations;
  private final Activation activation;
  private final DenseWeights weights;
  private final Parameter bias;

  DeviceDense(Layer layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.activation = layer.activation();
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
    weights.up(below, target);
  }

  @Override
  public Matrix bias() {
    return bias.value();
  }

  @Override
  public void forward(Matrix below, Matrix codes) {
    products(below, codes);
    operations.activate(codes, bias(), activation);
  }

  @Override
  public void throughUnits(Matrix codes, Matrix delta) {
    operations.activationGradient(delta, codes, activation);
  }

  @Override
  public void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow) {
    weights.down(delta, deltaBelow);
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
            (factor, keep, target) -> weights.addGradient(factor, below, delta, keep, target));
    bias.descend(step, examples, delta);
  }
}
