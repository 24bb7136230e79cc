package io.lamina.jobs.data.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** How the values of examples are stored. Bytes stay bytes until they go to the device. */
public enum ValueFormat {
  /** Unsigned bytes, 0 to 255 standing for 0 to 1. */
  UNSIGNED_BYTE(1, 1) {
    @Override
    public void decode(byte[] source, int offset, float[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = value(source[offset + i]);
      }
    }

    @Override
    public void decode(byte[] source, int offset, double[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = value(source[offset + i]);
      }
    }

    private static float value(byte unsigned) {
      return (unsigned & 0xFF) * (1f / 255);
    }
  },
  /** Little-endian 32-bit floats. */
  FLOAT(2, 4) {
    @Override
    public void decode(byte[] source, int offset, float[] target, int targetOffset, int count) {
      FloatBuffer floats = floats(source, offset, count);
      // One by one: with a copy of all at once a test has seen the last values as 0, rarely.
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = floats.get(i);
      }
    }

    @Override
    public void decode(byte[] source, int offset, double[] target) {
      FloatBuffer floats = floats(source, offset, target.length);
      for (int i = 0; i < target.length; i++) {
        target[i] = floats.get(i);
      }
    }

    private static FloatBuffer floats(byte[] source, int offset, int count) {
      return ByteBuffer.wrap(source, offset, count * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    }
  },
  /** Little-endian 64-bit floats: numbers as they were read, before preprocessing. */
  DOUBLE(3, 8) {
    @Override
    public void decode(byte[] source, int offset, float[] target, int targetOffset, int count) {
      DoubleBuffer doubles = doubles(source, offset, count);
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = (float) doubles.get(i);
      }
    }

    @Override
    public void decode(byte[] source, int offset, double[] target) {
      doubles(source, offset, target.length).get(target);
    }

    private static DoubleBuffer doubles(byte[] source, int offset, int count) {
      return ByteBuffer.wrap(source, offset, count * Double.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer();
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

  /** Decodes as many values as the target has. */
  public abstract void decode(byte[] source, int offset, double[] target);

  /** Decodes so many values, rounded to 32-bit floats. */
  public abstract void decode(
      byte[] source, int offset, float[] target, int targetOffset, int count);
}
