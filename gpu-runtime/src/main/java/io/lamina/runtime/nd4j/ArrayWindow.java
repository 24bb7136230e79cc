package io.lamina.runtime.nd4j;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A window at work on arrays: for each of its places one view of the maps, of what lies there at
 * all positions. Maps have the dimensions channel, x, y, example; patches channel, place to the
 * right, place downwards, x, y, example.
 *
 * @param window what it sees
 */
record ArrayWindow(Window window) {
  void unfold(INDArray maps, INDArray patches) {
    INDArray seen = within(maps);
    INDArray all = places(patches);
    each((x, y) -> at(all, x, y).assign(at(seen, x, y)));
  }

  void fold(INDArray patches, INDArray maps) {
    INDArray all = places(patches);
    INDArray sums = Nd4j.create(DataType.FLOAT, seen(maps.size(1)), 'f');
    each((x, y) -> at(sums, x, y).addi(at(all, x, y)));
    INDArray target = dimensions(maps);
    target.assign(0);
    target.get(inMaps()).assign(sums.get(inSeen()));
  }

  /** The part of the maps that the window sees, with the zeros around. */
  private INDArray within(INDArray maps) {
    INDArray seen = Nd4j.create(DataType.FLOAT, seen(maps.size(1)), 'f');
    seen.get(inSeen()).assign(dimensions(maps).get(inMaps()));
    return seen;
  }

  private long[] seen(long examples) {
    return new long[] {window.input().channels(), seenColumns(), seenRows(), examples};
  }

  private int seenColumns() {
    return (window.columns() - 1) * window.stride() + window.width();
  }

  private int seenRows() {
    return (window.rows() - 1) * window.stride() + window.height();
  }

  private INDArrayIndex[] inSeen() {
    int left = -window.left(0);
    int top = -window.top(0);
    return box(left, Math.min(seenColumns(), left + width()), top, seenRowsEnd(top));
  }

  private int seenRowsEnd(int top) {
    return Math.min(seenRows(), top + window.input().height());
  }

  private int width() {
    return window.input().width();
  }

  private INDArrayIndex[] inMaps() {
    int left = -window.left(0);
    int top = -window.top(0);
    return box(0, Math.min(width(), seenColumns() - left), 0, seenRowsEnd(top) - top);
  }

  private static INDArrayIndex[] box(int left, int right, int top, int bottom) {
    return new INDArrayIndex[] {
      NDArrayIndex.all(),
      NDArrayIndex.interval(left, right),
      NDArrayIndex.interval(top, bottom),
      NDArrayIndex.all()
    };
  }

  /** Maps by their dimensions. */
  INDArray dimensions(INDArray maps) {
    Shape input = window.input();
    return maps.reshape('f', input.channels(), input.width(), input.height(), maps.size(1));
  }

  /** One channel's values of all positions, by dimensions. */
  INDArray positions(INDArray values) {
    long channels = values.size(0) / window.count();
    return values.reshape('f', channels, window.columns(), window.rows(), values.size(1));
  }

  private INDArray places(INDArray patches) {
    return patches.reshape(
        'f',
        window.input().channels(),
        window.width(),
        window.height(),
        window.columns(),
        window.rows(),
        patches.size(1) / window.count());
  }

  /** What lies at a place of the window, at all positions: of maps, or of patches. */
  INDArray at(INDArray array, int x, int y) {
    return array.rank() == 6
        ? array.get(
            NDArrayIndex.all(),
            NDArrayIndex.point(x),
            NDArrayIndex.point(y),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all())
        : array.get(
            NDArrayIndex.all(),
            steps(x, window.columns()),
            steps(y, window.rows()),
            NDArrayIndex.all());
  }

  /** ND4J takes a stride as going on beyond a single place. */
  private INDArrayIndex steps(int first, int count) {
    int end = first + (count - 1) * window.stride() + 1;
    return count > 1
        ? NDArrayIndex.interval(first, window.stride(), end)
        : NDArrayIndex.interval(first, end);
  }

  /** Visits the places of the window, row by row. */
  void each(Place visitor) {
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        visitor.visit(x, y);
      }
    }
  }

  @FunctionalInterface
  interface Place {
    void visit(int x, int y);
  }
}
