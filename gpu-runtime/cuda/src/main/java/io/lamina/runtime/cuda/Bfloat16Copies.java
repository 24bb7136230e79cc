package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.CudaMatrix.Block;
import io.lamina.runtime.cuda.driver.CardMemory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Matrices rounded to bfloat16, beside their values. A copy is made when a product needs it, and
 * serves until somebody writes to the values: the weights are rounded once a step.
 */
final class Bfloat16Copies {
  private final CardMemory memory;
  private final Kernels kernels;
  private final Map<Columns, Copy> copies = new HashMap<>();

  Bfloat16Copies(CardMemory memory, Kernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
  }

  /** Where the copy of a matrix is, or will be once {@link #refresh} has run. */
  Operand operand(CudaMatrix matrix, boolean transposed) {
    Copy copy = copy(matrix);
    return Operand.of(copy.of(matrix), matrix, copy.columns.step(), transposed);
  }

  /** What brings the copy up to date; nothing if it is. */
  Optional<Call> refresh(CudaMatrix matrix) {
    Copy copy = copy(matrix);
    if (copy.isFresh(matrix)) {
      return Optional.empty();
    }
    copy.rounded(matrix);
    return Optional.of(
        kernels.call(
            "toBfloat16",
            Grid.matrix(matrix.rows(), matrix.columns()),
            matrix.address(),
            copy.of(matrix),
            matrix.rows(),
            matrix.columns(),
            copy.columns.step()));
  }

  private Copy copy(CudaMatrix matrix) {
    return copies.computeIfAbsent(Columns.around(matrix), this::copy);
  }

  private Copy copy(Columns columns) {
    String what =
        String.format(Locale.ROOT, "the bfloat16 of %d×%d values", columns.height, columns.count());
    long bytes = (long) Short.BYTES * columns.step() * columns.count();
    return new Copy(columns, memory.allocate(bytes, what));
  }

  /**
   * All columns of a height in a block.
   *
   * @param first the place of the first, below the height
   */
  private record Columns(Block block, int height, int first) {
    /** Columns begin at multiples of 16 bytes: without that, the matrix units stand idle. */
    private static final int ALIGNED_VALUES = 8;

    /** Those that the columns of a matrix are some of. */
    static Columns around(CudaMatrix matrix) {
      return new Columns(
          matrix.block(), matrix.rows(), Math.floorMod(matrix.from(), matrix.rows()));
    }

    long count() {
      return (block.size() - first) / height;
    }

    /** How many of them lie before a matrix. */
    long before(CudaMatrix matrix) {
      return matrix.from() / height;
    }

    /**
     * From a column of the copy to the next: less than 1.8 times the height. Very low ones, which
     * give matrix units little to do anyway, begin at a smaller power of two.
     */
    int step() {
      return height < ALIGNED_VALUES
          ? Integer.highestOneBit(2 * height - 1)
          : (height + ALIGNED_VALUES - 1) / ALIGNED_VALUES * ALIGNED_VALUES;
    }
  }

  private static final class Copy {
    private final Columns columns;
    private final long address;
    private long writes;
    private long freshFrom;
    private long freshEnd;

    Copy(Columns columns, long address) {
      this.columns = columns;
      this.address = address;
    }

    long of(CudaMatrix matrix) {
      return address + (long) Short.BYTES * columns.step() * columns.before(matrix);
    }

    boolean isFresh(CudaMatrix matrix) {
      return writes == matrix.block().writes()
          && freshFrom <= matrix.from()
          && matrix.from() + matrix.size() <= freshEnd;
    }

    void rounded(CudaMatrix matrix) {
      writes = matrix.block().writes();
      freshFrom = matrix.from();
      freshEnd = matrix.from() + matrix.size();
    }
  }
}
