package io.lamina.runtime.nd4j;

import io.lamina.zoo.geometry.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Units of which at most one of each block is on, as arrays, a place of the blocks at a time. */
final class ArrayBlocks {
  private final ArrayWindow window;

  ArrayBlocks(Window blocks) {
    this.window = new ArrayWindow(blocks);
  }

  /** No exponential of a positive number is taken. */
  void probabilities(INDArray inputs, INDArray target) {
    INDArray from = window.dimensions(inputs);
    INDArray to = window.dimensions(target);
    INDArray highest = zeros(from);
    window.each((x, y) -> highest.assign(Transforms.max(highest, window.at(from, x, y), true)));
    INDArray sums = Transforms.exp(highest.neg(), false);
    window.each(
        (x, y) -> {
          INDArray powers = Transforms.exp(window.at(from, x, y).sub(highest), false);
          sums.addi(powers);
          window.at(to, x, y).assign(powers);
        });
    window.each((x, y) -> window.at(to, x, y).divi(sums));
  }

  /**
   * @param numbers for each block, from 1 to 2
   */
  void sample(INDArray probabilities, INDArray numbers, INDArray target) {
    INDArray from = window.dimensions(probabilities);
    INDArray to = window.dimensions(target);
    INDArray random = window.positions(numbers);
    INDArray sums = zeros(from);
    INDArray given = zeros(from);
    window.each(
        (x, y) -> {
          sums.addi(window.at(from, x, y));
          INDArray passed = sums.add(1f).gt(random).castTo(DataType.FLOAT);
          window.at(to, x, y).assign(passed.sub(given));
          given.assign(passed);
        });
  }

  /** A value for each block. */
  private INDArray zeros(INDArray maps) {
    Window blocks = window.window();
    long[] shape = {blocks.input().channels(), blocks.columns(), blocks.rows(), maps.size(3)};
    return Nd4j.create(DataType.FLOAT, shape, 'f');
  }
}
