package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.PinnedBuffer;
import io.lamina.runtime.cuda.driver.PinnedBuffers;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import io.lamina.runtime.device.RandomKey;

/**
 * The numbers that the launches of a program read, such as factors, rates and keys. They lie in one
 * block of the card's memory, each where its turn is: the next program with the same operations
 * finds its own at the same addresses.
 */
final class Scalars {
  private static final int BUFFERS = 3;
  private static final int BYTES = 256 << 10;

  /** More than any operation takes beside labels. */
  private static final int RESERVE = 1 << 10;

  /** The card's memory that this takes. */
  static final long ON_CARD = BYTES;

  /** The host's memory that this takes. */
  static final long PINNED = (long) BUFFERS * BYTES;

  private final PinnedBuffers buffers;
  private final long block;
  private PinnedBuffer filling;
  private int length;

  Scalars(Stream stream, CardMemory memory, Resources resources) {
    this.block = memory.allocate(BYTES, "the numbers of a step");
    this.buffers =
        new PinnedBuffers(BUFFERS, () -> new PinnedBuffer(stream, memory, BYTES, resources));
    this.filling = buffers.next();
  }

  /** Where the launch will find it; so with the others. */
  long put(float value) {
    filling.bytes().putFloat(length, value);
    return took(Float.BYTES);
  }

  long put(double value) {
    filling.bytes().putDouble(length, value);
    return took(Double.BYTES);
  }

  long put(int value) {
    filling.bytes().putInt(length, value);
    return took(Integer.BYTES);
  }

  /** The key's low and high word. */
  long put(RandomKey key) {
    filling.bytes().putLong(length, key.bits());
    return took(Long.BYTES);
  }

  /**
   * Numbers for which {@link #hasRoomFor} has said yes.
   *
   * @param count the first of them, so many
   */
  long put(int[] values, int count) {
    for (int i = 0; i < count; i++) {
      filling.bytes().putInt(length + i * Integer.BYTES, values[i]);
    }
    return took(count * Integer.BYTES);
  }

  /** Whether so many values, and the numbers of any operation, still fit. */
  boolean hasRoomFor(int values) {
    return length + (long) values * Integer.BYTES + RESERVE <= BYTES;
  }

  /** The most values that ever fit. */
  static int most() {
    return (BYTES - RESERVE) / Integer.BYTES;
  }

  /** Each begins at a multiple of 8. */
  private long took(int bytes) {
    long address = block + length;
    length += (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    return address;
  }

  /** Begins to copy them to the card; the next program's begin anew. */
  void send() {
    if (length > 0) {
      filling.send(block, length);
      filling = buffers.next();
      length = 0;
    }
  }
}
