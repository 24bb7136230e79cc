package io.lamina.runtime.device;

/**
 * The checks every provider makes before it touches memory. They throw {@link
 * IllegalArgumentException}.
 */
public final class Shapes {
  private Shapes() {}

  /** Both have as many rows and columns. */
  public static void requireSame(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw new IllegalArgumentException("shapes differ: " + of(a) + " and " + of(b));
    }
  }

  /** One column, with a value for every row of a matrix. */
  public static void requireBias(Matrix z, Matrix bias) {
    if (bias.columns() != 1 || bias.rows() != z.rows()) {
      throw new IllegalArgumentException("a bias of shape " + of(bias) + " for " + of(z));
    }
  }

  /** One column, with a value for every column of a matrix. */
  public static void requireColumns(Matrix m, Matrix vector) {
    if (vector.columns() != 1 || vector.rows() != m.columns()) {
      throw new IllegalArgumentException(
          "a vector of shape " + of(vector) + " for the columns of " + of(m));
    }
  }

  /** The factors' product fits the target. */
  public static void requireProduct(Factor a, Factor b, Matrix target) {
    if (a.columns() != b.rows() || target.rows() != a.rows() || target.columns() != b.columns()) {
      throw new IllegalArgumentException("a product of " + a + " and " + b + " into " + of(target));
    }
  }

  /** An array has so many values from an offset on. */
  public static void requireRange(String what, int length, int offset, int count) {
    if (offset < 0 || count > length - offset) {
      throw new IllegalArgumentException(
          what + " of " + count + " values at " + offset + " of an array of " + length);
    }
  }

  private static String of(Matrix m) {
    return m.rows() + "×" + m.columns();
  }
}
