package io.lamina.runtime.cuda;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Random;

/** What tests open, and matrices on it. */
final class Opened {
  private Opened() {}

  static Operations card(Rounding rounding) {
    return new Devices(java.util.List.of(new CudaProvider()))
        .here(rounding.kind(), DeviceAddresses.none())
        .open();
  }

  static Operations processor() {
    return Devices.find().here(DeviceChoice.of(new DeviceKind("cpu-avx2"))).open();
  }

  /** Values from -1 to 1. */
  static Matrix matrix(Operations operations, int rows, int columns, int seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return matrix(operations, rows, columns, values);
  }

  static Matrix matrix(Operations operations, int rows, int columns, float... values) {
    Matrix matrix = operations.allocate(rows, columns);
    operations.upload(values, 0, matrix);
    return matrix;
  }

  static float[] host(Operations operations, Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
