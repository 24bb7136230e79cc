package io.lamina.jobs.data.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the values of examples are stored. Bytes stay bytes until they go to the device. */
public enum ValueFormat {
  /** Unsigned bytes, 0 to 255 standing for 0 to 1. */
  UNSIGNED_BYTE(1, 1) {
    @Override
    public void decode(byte[] source, int offset, float[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = (source[offset + i] & 0xFF) * (1f / 255);
      }
    }
  },
  /** Little-endian 32-bit floats. */
  FLOAT(2, 4) {
    @Override
    public void decode(byte[] source, int offset, float[] target, int targetOffset, int count) {
      ByteBuffer.wrap(source, offset, count * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(target, targetOffset, count);
    }
  };

  private final int code;
  private final int bytes;

  ValueFormat(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The format a block names by this code. */
  public static ValueFormat of(int code) {
    for (ValueFormat format : values()) {
      if (format.code == code) {
        return format;
      }
    }
    throw new IllegalArgumentException("no format of values has the code " + code);
  }

  public int code() {
    return code;
  }

  /** Bytes of a value. */
  public int bytes() {
    return bytes;
  }

  public abstract void decode(
      byte[] source, int offset, float[] target, int targetOffset, int count);
}
