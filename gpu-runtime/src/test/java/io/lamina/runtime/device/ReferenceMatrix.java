package io.lamina.runtime.device;

/** A matrix of 64-bit floats, or some columns of one. */
final class ReferenceMatrix implements Matrix {
  private final double[] values;
  private final int offset;
  private final int rows;
  private final int columns;

  ReferenceMatrix(double[] values, int offset, int rows, int columns) {
    this.values = values;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Matrix columns(int from, int count) {
    return new ReferenceMatrix(values, offset + from * rows, rows, count);
  }

  @Override
  public Matrix ofHeight(int height) {
    Shapes.requireHeight(this, height);
    return new ReferenceMatrix(values, offset, height, size() / height);
  }

  double get(int index) {
    return values[offset + index];
  }

  double get(int row, int column) {
    return values[offset + column * rows + row];
  }

  void set(int index, double value) {
    values[offset + index] = value;
  }
}
