package io.lamina.jobs.data.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of one example on its way to its shard: the label, little-endian, then the values. The
 * label of an example without one is -1.
 */
public final class ExampleRow {
  public static final int LABEL_BYTES = Integer.BYTES;
  public static final int NO_LABEL = -1;

  private ExampleRow() {}

  public static byte[] ofBytes(int label, byte[] values) {
    byte[] row = new byte[Math.addExact(LABEL_BYTES, values.length)];
    begin(row, label).put(values);
    return row;
  }

  /** A row whose values, so many bytes at its end, are still to be put into it. */
  public static byte[] begun(int label, int valueBytes) {
    byte[] row = new byte[Math.addExact(LABEL_BYTES, valueBytes)];
    begin(row, label);
    return row;
  }

  public static byte[] ofFloats(int label, float[] values) {
    int valueBytes = Math.multiplyExact(values.length, Float.BYTES);
    byte[] row = new byte[Math.addExact(LABEL_BYTES, valueBytes)];
    begin(row, label).asFloatBuffer().put(values);
    return row;
  }

  /**
   * A row of numbers.
   *
   * @param format how it holds them: as 32-bit floats, to which they are rounded, or 64-bit ones;
   *     or as unsigned bytes, which they are then
   */
  public static byte[] ofNumbers(int label, double[] values, ValueFormat format) {
    int valueBytes = Math.multiplyExact(values.length, format.bytes());
    byte[] row = new byte[Math.addExact(LABEL_BYTES, valueBytes)];
    ByteBuffer buffer = begin(row, label);
    switch (format) {
      case FLOAT -> {
        for (double value : values) {
          buffer.putFloat((float) value);
        }
      }
      case DOUBLE -> buffer.asDoubleBuffer().put(values);
      case UNSIGNED_BYTE -> {
        for (double value : values) {
          buffer.put((byte) value);
        }
      }
    }
    return row;
  }

  /** Writes the label; the values come next. */
  private static ByteBuffer begin(byte[] row, int label) {
    return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).putInt(label);
  }

  /** A copy of a row without its label. */
  public static byte[] withoutLabel(byte[] row) {
    byte[] copy = row.clone();
    begin(copy, NO_LABEL);
    return copy;
  }

  /** The bytes of the values. */
  public static byte[] values(byte[] row) {
    return Arrays.copyOfRange(row, LABEL_BYTES, row.length);
  }

  public static int label(byte[] row) {
    return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
