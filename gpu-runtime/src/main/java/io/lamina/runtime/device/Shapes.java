package io.lamina.runtime.device;

import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;

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

  /** As {@link #requireSame}; and the target of an operation may not be its source. */
  public static void requireOther(Matrix source, Matrix target) {
    requireSame(source, target);
    if (source == target) {
      throw new IllegalArgumentException("the target is the source");
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

  /** Columns are maps that a window moves over, and patches of them. */
  public static void requireWindow(Matrix maps, Window window, Matrix patches) {
    if (maps.rows() != window.input().size() || patches.rows() != window.patch().size()) {
      throw new IllegalArgumentException(
          "columns of " + of(maps) + " and patches of " + of(patches) + " for " + window);
    }
  }

  /** Every column of maps has a patch for each of a window's positions. */
  public static void requirePatches(Matrix maps, Window window, Matrix patches) {
    requireWindow(maps, window, patches);
    if (patches.columns() != (long) maps.columns() * window.count()) {
      throw new IllegalArgumentException(
          patches.columns()
              + " patches of "
              + maps.columns()
              + " columns with "
              + window.count()
              + " positions each");
    }
  }

  /** Every column of maps has as many patches as the others. */
  public static void requireSomePatches(Matrix maps, Window window, Matrix patches) {
    requireWindow(maps, window, patches);
    if (patches.columns() % maps.columns() != 0) {
      throw new IllegalArgumentException(
          patches.columns() + " patches are not as many of each of " + maps.columns() + " columns");
    }
  }

  /** Columns are maps, and what pooling makes of them. */
  public static void requirePooling(Matrix maps, Pooling pooling, Matrix pooled) {
    if (maps.rows() != pooling.input().size()
        || pooled.rows() != pooling.output().size()
        || maps.columns() != pooled.columns()) {
      throw new IllegalArgumentException(
          "pooling " + of(maps) + " into " + of(pooled) + " by " + pooling);
    }
  }

  /** Columns are maps that a window cuts into blocks, without a rest; two matrices of the same. */
  public static void requireBlocks(Matrix maps, Window blocks, Matrix target) {
    requireSame(maps, target);
    if (maps.rows() != blocks.input().size() || !blocks.tiles()) {
      throw new IllegalArgumentException("columns of " + of(maps) + " in blocks by " + blocks);
    }
  }

  /** A height that columns can be cut to, without a rest. */
  public static void requireHeight(Matrix matrix, int height) {
    if (height < 1 || matrix.size() % height != 0) {
      throw new IllegalArgumentException("columns of " + height + " values of " + of(matrix));
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
