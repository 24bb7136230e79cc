package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/** A layer of units with weights and a bias: dense, or a convolution. */
final class DeviceUnits implements DeviceLayer {
  private final Operations operations;
  private final Activation activation;
  private final Connection connection;
  private final Parameter bias;

  DeviceUnits(Layer layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.activation = layer.activation();
    this.connection =
        Connection.of(
            layer, new Parameter(operations, layer.block(Block.WEIGHTS), rule), operations);
    this.bias = new Parameter(operations, layer.block(Block.BIAS), rule);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(connection.weights(), bias);
  }

  @Override
  public void products(Matrix below, Matrix target) {
    connection.up(below, units(target));
  }

  /** The units at one position as a column. */
  private Matrix units(Matrix codes) {
    return codes.ofHeight(bias().rows());
  }

  @Override
  public Matrix bias() {
    return bias.value();
  }

  @Override
  public void forward(Matrix below, Matrix codes) {
    products(below, codes);
    operations.activate(units(codes), bias(), activation);
  }

  @Override
  public void throughUnits(Matrix codes, Matrix delta) {
    operations.activationGradient(delta, codes, activation);
  }

  @Override
  public void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow) {
    connection.down(units(delta), deltaBelow);
  }

  @Override
  public void descend(Step step, Matrix below, Matrix delta) {
    int examples = delta.columns();
    connection
        .weights()
        .descend(
            step,
            examples,
            0,
            (factor, keep, target) ->
                connection.addGradient(factor, below, units(delta), keep, target));
    bias.descend(step, examples, units(delta));
  }
}
