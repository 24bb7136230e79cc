package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Window;

/**
 * A work space for the patches of a window, which has no more room than a device likes: the columns
 * of a mini-batch go through it a few at a time.
 */
final class Patches {
  private final Operations operations;
  private final Window window;
  private final Matrix space;
  private final int capacity;

  Patches(Window window, Operations operations) {
    this.operations = operations;
    this.window = window;
    int patch = window.patch().size();
    int each = Math.multiplyExact(patch, window.count());
    this.capacity = Math.max(1, operations.pieceOfWork() / each);
    this.space = operations.allocate(patch, Math.multiplyExact(capacity, window.count()));
  }

  /** Unfolds some columns of maps at a time and hands the patches to a visitor. */
  void unfolded(Matrix maps, Piece visitor) {
    each(
        maps.columns(),
        (patches, from, count) -> {
          operations.unfold(maps.columns(from, count), window, patches);
          visitor.visit(patches, from, count);
        });
  }

  /** Has a visitor write the patches of some columns at a time, and folds them into maps. */
  void folded(Matrix maps, Piece visitor) {
    each(
        maps.columns(),
        (patches, from, count) -> {
          visitor.visit(patches, from, count);
          operations.fold(patches, window, maps.columns(from, count));
        });
  }

  private void each(int columns, Piece visitor) {
    for (int from = 0; from < columns; from += capacity) {
      int count = Math.min(capacity, columns - from);
      visitor.visit(space.columns(0, count * window.count()), from, count);
    }
  }

  /** What is done with the patches of the columns {@code from} to {@code from + count - 1}. */
  @FunctionalInterface
  interface Piece {
    void visit(Matrix patches, int from, int count);
  }
}
