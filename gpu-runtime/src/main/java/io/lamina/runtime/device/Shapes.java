package io.lamina.runtime.device;

/** The checks every provider makes before it touches memory. */
final class Shapes {
  private Shapes() {}

  static void requireSame(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw new IllegalArgumentException("shapes differ: " + of(a) + " and " + of(b));
    }
  }

  static void requireBias(Matrix z, Matrix bias) {
    if (bias.columns() != 1 || bias.rows() != z.rows()) {
      throw new IllegalArgumentException("a bias of shape " + of(bias) + " for " + of(z));
    }
  }

  static void requireColumns(Matrix m, Matrix vector) {
    if (vector.columns() != 1 || vector.rows() != m.columns()) {
      throw new IllegalArgumentException(
          "a vector of shape " + of(vector) + " for the columns of " + of(m));
    }
  }

  static void requireProduct(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    int rows = transposeA ? a.columns() : a.rows();
    int innerA = transposeA ? a.rows() : a.columns();
    int innerB = transposeB ? b.columns() : b.rows();
    int columns = transposeB ? b.rows() : b.columns();
    if (innerA != innerB || c.rows() != rows || c.columns() != columns) {
      throw new IllegalArgumentException(
          "a product of "
              + of(a)
              + (transposeA ? "ᵀ" : "")
              + " and "
              + of(b)
              + (transposeB ? "ᵀ" : "")
              + " into "
              + of(c));
    }
  }

  static void requireRange(String what, int length, int offset, int count) {
    if (offset < 0 || count > length - offset) {
      throw new IllegalArgumentException(
          what + " of " + count + " values at " + offset + " of an array of " + length);
    }
  }

  private static String of(Matrix m) {
    return m.rows() + "×" + m.columns();
  }
}
