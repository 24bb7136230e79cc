package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Connection;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.Parameter;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.stage.GradientDescent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A convolutional machine whose hidden units are on or off, each by itself. */
final class MapsMachine implements DeviceMachine {
  private final Operations operations;
  private final Visible visibleUnits;
  private final Connection connection;
  private final Matrix hiddenBias;
  private final Matrix visibleBias;

  MapsMachine(ConvolutionalRbm rbm, Operations operations) {
    this.operations = operations;
    this.visibleUnits = rbm.visibleUnits();
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Block block : rbm.layer().learnt().blocks()) {
      // A rule that remembers nothing takes no memory.
      parameters.put(block.name(), new Parameter(operations, block, new GradientDescent()));
    }
    new DeviceVector(operations, parameters.values().stream().map(Parameter::value).toList())
        .load(rbm.vector());
    this.connection =
        Connection.of(rbm.layer().learnt().encoder(), parameters.get(Block.WEIGHTS), operations);
    this.hiddenBias = parameters.get(Block.BIAS).value();
    this.visibleBias = parameters.get(Block.VISIBLE_BIAS).value();
  }

  /** How many columns the hidden units of an example are. */
  int positions() {
    return connection.positions();
  }

  /** Hidden units of a position. */
  int filters() {
    return hiddenBias.rows();
  }

  /** What the hidden units hear, and their bias; those of a position are a column. */
  void hiddenInputs(Matrix visible, Matrix hidden) {
    connection.up(visible, hidden);
    operations.activate(hidden, hiddenBias, Activation.LINEAR);
  }

  /** The means of the visible units. */
  void visibleMeans(Matrix hidden, Matrix visible) {
    connection.down(hidden, visible);
    Activation activation =
        visibleUnits == Visible.GAUSSIAN ? Activation.LINEAR : Activation.SIGMOID;
    operations.activate(visible.ofHeight(visibleBias.rows()), visibleBias, activation);
  }

  /** The states of visible units that have these means. */
  void drawVisible(Matrix means, RandomKey key) {
    if (visibleUnits == Visible.GAUSSIAN) {
      operations.addNoise(means, 1, key, means);
    } else {
      operations.sample(means, key, means);
    }
  }

  @Override
  public void up(Matrix visible, Matrix above) {
    Matrix hidden = above.ofHeight(filters());
    connection.up(visible, hidden);
    operations.activate(hidden, hiddenBias, Activation.SIGMOID);
  }

  @Override
  public void gibbs(Matrix visible, Matrix above, RandomKey key) {
    up(visible, above);
    operations.sample(above, key.with("hidden"), above);
    visibleMeans(above.ofHeight(filters()), visible);
  }

  @Override
  public void down(Matrix above, RandomKey key, Matrix visible) {
    visibleMeans(above.ofHeight(filters()), visible);
  }
}
