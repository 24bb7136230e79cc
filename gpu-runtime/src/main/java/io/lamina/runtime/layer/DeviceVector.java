package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Matrices of a device as one vector on the host, one after the other, each column-major. */
public final class DeviceVector {
  private final Operations operations;
  private final List<Matrix> matrices;
  private final int length;

  public DeviceVector(Operations operations, List<Matrix> matrices) {
    this.operations = operations;
    this.matrices = List.copyOf(matrices);
    this.length = matrices.stream().mapToInt(Matrix::size).sum();
  }

  /** Of a trainer that keeps nothing. */
  public static DeviceVector none(Operations operations) {
    return new DeviceVector(operations, List.of());
  }

  /** The number of values; 0 where there is nothing to keep. */
  public int length() {
    return length;
  }

  /** Takes the vector over to the device. */
  public void load(float[] vector) {
    requireLength(vector);
    each((matrix, offset) -> operations.upload(vector, offset, matrix));
  }

  /** Takes the vector from the beginning of one that may be longer. */
  void loadFrom(float[] longer) {
    each((matrix, offset) -> operations.upload(longer, offset, matrix));
  }

  /** Brings the vector to the host. */
  public void store(float[] vector) {
    requireLength(vector);
    each((matrix, offset) -> operations.download(matrix, vector, offset));
  }

  private void each(ObjIntConsumer<Matrix> action) {
    int offset = 0;
    for (Matrix matrix : matrices) {
      action.accept(matrix, offset);
      offset += matrix.size();
    }
  }

  private void requireLength(float[] vector) {
    if (vector.length != length) {
      throw new IllegalArgumentException("a vector of " + vector.length + ", must be " + length);
    }
  }
}
