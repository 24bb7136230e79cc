package io.lamina.runtime.processor;

import io.lamina.runtime.processor.Nd4jMatrix.Block;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Matrices rounded to bfloat16, beside their values. A copy is made when a product needs it, and
 * serves until somebody writes to the values: the weights are rounded once a step.
 */
final class Bfloat16Copies implements AutoCloseable {
  private final Map<Block, Copy> copies = new HashMap<>();
  private final Bfloat16Rounding rounding;

  Bfloat16Copies(OneDnn oneDnn) {
    this.rounding = new Bfloat16Rounding(oneDnn);
  }

  /** Where the rounded values of a matrix begin, as they are now. */
  ShortPointer of(Nd4jMatrix matrix) {
    Copy copy = copies.computeIfAbsent(matrix.block(), Copy::new);
    ShortPointer values = copy.values(matrix);
    if (!copy.isFresh(matrix)) {
      rounding.round(matrix, values);
      copy.rounded(matrix);
    }
    return values;
  }

  @Override
  public void close() {
    copies.values().forEach(Copy::close);
    copies.clear();
    rounding.close();
  }

  private static final class Copy {
    private final ShortPointer values;
    private long writes;
    private int freshFrom;
    private int freshEnd;

    Copy(Block block) {
      this.values = new ShortPointer((long) block.size());
    }

    ShortPointer values(Nd4jMatrix matrix) {
      return values.getPointer((long) matrix.from());
    }

    boolean isFresh(Nd4jMatrix matrix) {
      return writes == matrix.block().writes()
          && freshFrom <= matrix.from()
          && matrix.from() + matrix.size() <= freshEnd;
    }

    void rounded(Nd4jMatrix matrix) {
      writes = matrix.block().writes();
      freshFrom = matrix.from();
      freshEnd = matrix.from() + matrix.size();
    }

    void close() {
      values.close();
    }
  }
}
