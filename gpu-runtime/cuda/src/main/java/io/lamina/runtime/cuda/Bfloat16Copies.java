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
  /** Columns begin at multiples of 16 bytes: without that, the matrix units stand idle. */
  private static final int ALIGNED_VALUES = 8;

  private final CardMemory memory;
  private final Kernels kernels;
  private final Map<Block, Copy> copies = new HashMap<>();

  Bfloat16Copies(CardMemory memory, Kernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
  }

  /** Where the copy of a matrix is, or will be once {@link #refresh} has run. */
  Operand operand(CudaMatrix matrix, boolean transposed) {
    Copy copy = copies.computeIfAbsent(matrix.block(), this::copy);
    return Operand.of(copy.of(matrix), matrix, copy.step, transposed);
  }

  /** What brings the copy up to date; nothing if it is. */
  Optional<Call> refresh(CudaMatrix matrix) {
    Copy copy = copies.computeIfAbsent(matrix.block(), this::copy);
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
            copy.step));
  }

  /** The values of a matrix change. */
  void written(CudaMatrix matrix) {
    Optional.ofNullable(copies.get(matrix.block())).ifPresent(Copy::stale);
  }

  private Copy copy(Block block) {
    int step = (block.rows() + ALIGNED_VALUES - 1) / ALIGNED_VALUES * ALIGNED_VALUES;
    long bytes = (long) Short.BYTES * step * block.columns();
    return new Copy(
        memory.allocate(
            bytes,
            String.format(
                Locale.ROOT, "the bfloat16 of %d×%d values", block.rows(), block.columns())),
        step);
  }

  private static final class Copy {
    private final long address;
    private final int step;
    private int freshFrom;
    private int freshEnd;

    Copy(long address, int step) {
      this.address = address;
      this.step = step;
    }

    long of(CudaMatrix matrix) {
      return address + (long) Short.BYTES * step * matrix.from();
    }

    boolean isFresh(CudaMatrix matrix) {
      return freshFrom <= matrix.from() && matrix.from() + matrix.columns() <= freshEnd;
    }

    void rounded(CudaMatrix matrix) {
      freshFrom = matrix.from();
      freshEnd = matrix.from() + matrix.columns();
    }

    void stale() {
      freshEnd = freshFrom;
    }
  }
}
