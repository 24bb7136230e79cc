package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** How the values of a difference travel from a worker to the servers. */
public enum UpdateFormat {
  /** As they are. */
  FLOAT32(Float.BYTES),

  /**
   * As bfloat16, the upper half of a float: each is rounded to the nearest, to even in the middle,
   * whatever was sent before. The difference between two values is then off by at most
   * 2<sup>-9</sup> of its size, in half the bytes.
   */
  BFLOAT16(Short.BYTES);

  private static final int HALF = 16;
  private static final int BELOW_HALF = 0x7FFF;
  private static final int QUIET = 0x40;

  private final int bytes;

  UpdateFormat(int bytes) {
    this.bytes = bytes;
  }

  /** The bytes of a value. */
  public int bytes() {
    return bytes;
  }

  /** Appends values, little-endian. */
  public void write(FloatBuffer values, ByteBuf to) {
    int length = values.remaining() * bytes;
    ByteBuffer target =
        to.ensureWritable(length)
            .nioBuffer(to.writerIndex(), length)
            .order(ByteOrder.LITTLE_ENDIAN);
    if (this == FLOAT32) {
      target.asFloatBuffer().put(values);
    } else {
      narrow(values, target.asShortBuffer());
    }
    to.writerIndex(to.writerIndex() + length);
  }

  private static void narrow(FloatBuffer values, ShortBuffer to) {
    int from = values.position();
    for (int i = 0; i < values.remaining(); i++) {
      to.put(i, bfloat16(values.get(from + i)));
    }
  }

  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> HALF) | QUIET); // rounding would make an infinity of some
    }
    int even = (bits >>> HALF) & 1;
    return (short) ((bits + BELOW_HALF + even) >>> HALF);
  }

  /**
   * Appends values as floats, little-endian.
   *
   * @param values whole values of this format, to the end
   */
  public void widen(ByteBuf values, ByteBuf to) {
    if (this == FLOAT32) {
      to.writeBytes(values);
      return;
    }
    int count = values.readableBytes() / bytes;
    ShortBuffer from =
        values
            .nioBuffer(values.readerIndex(), count * bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    FloatBuffer target =
        to.nioBuffer(to.writerIndex(), count * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    for (int i = 0; i < count; i++) {
      target.put(i, Float.intBitsToFloat(from.get(i) << HALF));
    }
    values.skipBytes(count * bytes);
    to.writerIndex(to.writerIndex() + count * Float.BYTES);
  }
}
