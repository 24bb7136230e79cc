package io.lamina.runtime.device;

import java.util.Locale;

/**
 * Has a device multiply two small matrices whose product is known. Their values are small integers,
 * which every precision multiplies and adds without rounding.
 */
public final class ProductCheck {
  private static final int ROWS = 48;
  private static final int INNER = 64;
  private static final int COLUMNS = 32;

  /**
   * Checks a device.
   *
   * @return the name that it has while it computes: all that fixes its bits
   * @throws DeviceException if the product is wrong, or the device cannot be opened
   */
  public String of(Device device) {
    float[] a = values(ROWS * INNER, 5);
    float[] b = values(INNER * COLUMNS, 7);
    float[] product = new float[ROWS * COLUMNS];
    try (Operations operations = device.open()) {
      Matrix target = operations.allocate(ROWS, COLUMNS);
      operations.multiply(
          1f, uploaded(operations, a, ROWS), uploaded(operations, b, INNER), 0f, target);
      operations.download(target, product, 0);
      require(product, a, b, operations.device());
      return operations.device();
    }
  }

  private static Factor uploaded(Operations operations, float[] values, int rows) {
    Matrix matrix = operations.allocate(rows, values.length / rows);
    operations.upload(values, 0, matrix);
    return matrix.plain();
  }

  /** From -8 to 8. */
  private static float[] values(int count, int step) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * step % 17 - 8;
    }
    return values;
  }

  private static void require(float[] product, float[] a, float[] b, String device) {
    for (int column = 0; column < COLUMNS; column++) {
      for (int row = 0; row < ROWS; row++) {
        int expected = 0;
        for (int k = 0; k < INNER; k++) {
          expected += Math.round(a[k * ROWS + row] * b[column * INNER + k]);
        }
        float computed = product[column * ROWS + row];
        if (computed != expected) {
          throw new DeviceException(
              String.format(
                  Locale.ROOT,
                  "%s computes wrongly: a value of a product is %s, must be %d (take the device out"
                      + " of the cluster, and have it examined)",
                  device,
                  computed,
                  expected));
        }
      }
    }
  }
}
