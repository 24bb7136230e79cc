package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Connection;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.Parameter;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.stage.GradientDescent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A convolutional machine. A machine above says of a block only whether a unit of it is on. Which
 * one is drawn from this machine's own distribution, given the blocks that are on, by Gibbs
 * sampling.
 */
final class MapsMachine implements DeviceMachine {
  /** Steps that find the units of blocks; they begin with any unit of a block that is on. */
  private static final int STEPS = 50;

  /** Far more than units hear, and small enough for what they hear not to be rounded away. */
  private static final float CERTAIN = 500;

  private final Operations operations;
  private final Visible visibleUnits;
  private final Window blocks;
  private final Pooling mean;
  private final int units;
  private final Connection connection;
  private final Matrix hiddenBias;
  private final Matrix visibleBias;
  private final Matrix hiddenSpace;
  private final Matrix onOrOffSpace;

  /**
   * @param capacity the most columns of a call
   */
  MapsMachine(ConvolutionalRbm rbm, int capacity, Operations operations) {
    this.operations = operations;
    this.visibleUnits = rbm.visibleUnits();
    this.blocks = rbm.blocks();
    this.mean = new Pooling(blocks, Pooling.Kind.AVERAGE);
    this.units = blocks.height() * blocks.width();
    Map<String, Parameter> parameters = uploaded(rbm);
    this.connection = Connection.of(rbm.layer(), parameters.get(Block.WEIGHTS), operations);
    this.hiddenBias = parameters.get(Block.BIAS).value();
    this.visibleBias = parameters.get(Block.VISIBLE_BIAS).value();
    this.hiddenSpace =
        operations.allocate(rbm.layer().filters(), capacity * connection.positions());
    this.onOrOffSpace = operations.allocate(blocks.input().size(), capacity);
  }

  private Map<String, Parameter> uploaded(ConvolutionalRbm rbm) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Block block : rbm.machine().blocks()) {
      // A rule that remembers nothing takes no memory.
      parameters.put(block.name(), new Parameter(operations, block, new GradientDescent()));
    }
    new DeviceVector(operations, parameters.values().stream().map(Parameter::value).toList())
        .load(rbm.vector());
    return parameters;
  }

  @Override
  public void up(Matrix visible, Matrix above) {
    Matrix hidden = hidden(above);
    hiddenInputs(visible, hidden);
    probabilities(hidden);
    operations.pool(maps(hidden), mean, above);
    operations.scale(units, above);
  }

  @Override
  public void gibbs(Matrix visible, Matrix above, RandomKey key) {
    Matrix hidden = hidden(above);
    hiddenInputs(visible, hidden);
    probabilities(hidden);
    draw(hidden, key.with("hidden"));
    visibleMeans(hidden, visible);
  }

  @Override
  public void down(Matrix above, RandomKey key, Matrix visible) {
    Matrix hidden = hidden(above);
    Matrix onOrOff = onOrOffSpace.columns(0, above.columns());
    operations.poolGradient(onOrOff, above, mean, above, onOrOff);
    operations.scaleFrom(0.5 / units, 2.0 * CERTAIN * units, onOrOff);
    operations.scale(0f, hidden);
    int steps = units == 1 ? 1 : STEPS;
    for (int step = 0; step < steps; step++) {
      RandomKey own = key.with("blocks").with(step);
      if (step > 0) {
        drawVisible(visible, own.with("visible"));
        hiddenInputs(visible, hidden);
      }
      operations.addScaled(1f, onOrOff, maps(hidden));
      probabilities(hidden);
      draw(hidden, own.with("hidden"));
      visibleMeans(hidden, visible);
    }
  }

  /** What the hidden units hear, and their bias. */
  private void hiddenInputs(Matrix visible, Matrix hidden) {
    connection.up(visible, hidden);
    operations.activate(hidden, hiddenBias, Activation.LINEAR);
  }

  private void probabilities(Matrix hidden) {
    operations.blockProbabilities(maps(hidden), blocks, maps(hidden));
  }

  private void draw(Matrix hidden, RandomKey key) {
    operations.sampleBlocks(maps(hidden), blocks, key, maps(hidden));
  }

  private void visibleMeans(Matrix hidden, Matrix visible) {
    connection.down(hidden, visible);
    Activation activation =
        visibleUnits == Visible.GAUSSIAN ? Activation.LINEAR : Activation.SIGMOID;
    operations.activate(visible.ofHeight(visibleBias.rows()), visibleBias, activation);
  }

  private void drawVisible(Matrix means, RandomKey key) {
    if (visibleUnits == Visible.GAUSSIAN) {
      operations.addNoise(means, 1, key, means);
    } else {
      operations.sample(means, key, means);
    }
  }

  /** Those of a position are a column. */
  private Matrix hidden(Matrix above) {
    return hiddenSpace.columns(0, above.columns() * connection.positions());
  }

  /** An example's maps as a column. */
  private Matrix maps(Matrix hidden) {
    return hidden.ofHeight(blocks.input().size());
  }
}
