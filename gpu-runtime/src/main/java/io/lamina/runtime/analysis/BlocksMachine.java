package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;

/**
 * A convolutional machine of whose hidden units at most one of each block is on. A machine above
 * reads whether one is. It does not say which: that is drawn from this machine's own distribution,
 * given the blocks that are on, by Gibbs sampling.
 */
final class BlocksMachine implements DeviceMachine {
  /** Steps that find the units of blocks; they begin with any unit of a block that is on. */
  private static final int STEPS = 50;

  /** Far more than units hear, and small enough for what they hear not to be rounded away. */
  private static final float CERTAIN = 500;

  private final Operations operations;
  private final MapsMachine machine;
  private final Window blocks;
  private final Pooling mean;
  private final float units;
  private final Matrix hiddenSpace;
  private final Matrix onOrOffSpace;

  /**
   * @param blocks of its maps
   * @param capacity the most columns of a call
   */
  BlocksMachine(MapsMachine machine, Window blocks, int capacity, Operations operations) {
    this.operations = operations;
    this.machine = machine;
    this.blocks = blocks;
    this.mean = new Pooling(blocks, Pooling.Kind.AVERAGE);
    this.units = (float) blocks.height() * blocks.width();
    this.hiddenSpace = operations.allocate(machine.filters(), capacity * machine.positions());
    this.onOrOffSpace = operations.allocate(blocks.input().size(), capacity);
  }

  @Override
  public void up(Matrix visible, Matrix above) {
    Matrix hidden = hidden(above);
    probabilities(visible, hidden);
    operations.pool(maps(hidden), mean, above);
    operations.scale(units, above);
  }

  @Override
  public void gibbs(Matrix visible, Matrix above, RandomKey key) {
    Matrix hidden = hidden(above);
    probabilities(visible, hidden);
    draw(hidden, key.with("hidden"));
    machine.visibleMeans(hidden, visible);
  }

  private void probabilities(Matrix visible, Matrix hidden) {
    machine.hiddenInputs(visible, hidden);
    operations.blockProbabilities(maps(hidden), blocks, maps(hidden));
  }

  @Override
  public void down(Matrix above, RandomKey key, Matrix visible) {
    Matrix hidden = hidden(above);
    Matrix onOrOff = onOrOffSpace.columns(0, above.columns());
    operations.poolGradient(onOrOff, above, mean, above, onOrOff);
    operations.scaleFrom(0.5 / units, 2 * CERTAIN * units, onOrOff);
    operations.scale(0f, hidden);
    for (int step = 0; step < STEPS; step++) {
      RandomKey own = key.with("blocks").with(step);
      if (step > 0) {
        machine.drawVisible(visible, own.with("visible"));
        machine.hiddenInputs(visible, hidden);
      }
      operations.addScaled(1f, onOrOff, maps(hidden));
      operations.blockProbabilities(maps(hidden), blocks, maps(hidden));
      draw(hidden, own.with("hidden"));
      machine.visibleMeans(hidden, visible);
    }
  }

  private void draw(Matrix hidden, RandomKey key) {
    operations.sampleBlocks(maps(hidden), blocks, key, maps(hidden));
  }

  private Matrix hidden(Matrix above) {
    return hiddenSpace.columns(0, above.columns() * machine.positions());
  }

  /** An example's maps as a column. */
  private Matrix maps(Matrix hidden) {
    return hidden.ofHeight(blocks.input().size());
  }
}
