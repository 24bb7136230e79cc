package io.lamina.jobs.sketch;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A sketch in bytes: a byte for the format, then whole numbers of seven bits a byte, the lowest
 * first: the bins that there may be, the bits cut off, the values that are missing, the bins that
 * there are; then each bin's key, by its distance from the one before, and its count.
 */
record SketchBytes(ByteBuffer bytes) {
  static byte[] write(byte format, Bins bins, long missing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(format);
    put(out, bins.most());
    put(out, bins.cut());
    put(out, missing);
    put(out, bins.size());
    long before = Integer.MIN_VALUE;
    for (int i = 0; i < bins.size(); i++) {
      put(out, bins.key(i) - before);
      put(out, bins.count(i));
      before = bins.key(i);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  ColumnSketch read(byte format) {
    try {
      byte found = bytes.get();
      if (found != format) {
        throw new IllegalArgumentException(
            "a sketch has format " + found + ", this version reads " + format);
      }
      ColumnSketch sketch = sketch();
      if (bytes.hasRemaining()) {
        throw new IllegalArgumentException(bytes.remaining() + " bytes follow a sketch");
      }
      return sketch;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a sketch is cut off", e);
    }
  }

  private ColumnSketch sketch() {
    int most = (int) number();
    int cut = (int) number();
    long missing = number();
    int size = (int) Math.min(number(), Integer.MAX_VALUE);
    if (size > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    int[] keys = new int[size];
    long[] counts = new long[size];
    long before = Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      before += number();
      keys[i] = (int) before;
      counts[i] = number();
    }
    return new ColumnSketch(Bins.of(most, cut, keys, counts), missing);
  }

  private long number() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a sketch holds a number that is too large");
  }
}
