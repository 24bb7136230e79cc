package io.lamina.runtime.device;

import static java.util.Objects.requireNonNull;

/**
 * A factor of a matrix product.
 *
 * @param matrix its values
 * @param transposed whether the product takes their transpose
 */
public record Factor(Matrix matrix, boolean transposed) {
  public Factor {
    requireNonNull(matrix, "matrix is null");
  }

  /** The rows that the product sees. */
  public int rows() {
    return transposed ? matrix.columns() : matrix.rows();
  }

  /** The columns that the product sees. */
  public int columns() {
    return transposed ? matrix.rows() : matrix.columns();
  }

  /** The shape, as messages show it. */
  @Override
  public String toString() {
    return matrix.rows() + "×" + matrix.columns() + (transposed ? "ᵀ" : "");
  }
}
