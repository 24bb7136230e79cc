package io.lamina.runtime.cuda;

import java.nio.ByteBuffer;

/** Copies arrays of the host to the card and back, through pinned buffers. */
final class Transfers {
  private static final int BUFFERS = 2;
  private static final int BYTES = 2 << 20;

  /** The host's memory that this takes. */
  static final long PINNED = (long) BUFFERS * BYTES;

  private static final int VALUES = BYTES / Float.BYTES;

  private final PinnedBuffers buffers;

  Transfers(Stream stream, CardMemory memory, Resources resources) {
    this.buffers =
        new PinnedBuffers(BUFFERS, () -> new PinnedBuffer(stream, memory, BYTES, resources));
  }

  /** Begins to copy; the source may be changed at once. */
  void upload(float[] source, int offset, long target, int count) {
    for (int done = 0; done < count; done += VALUES) {
      int part = Math.min(VALUES, count - done);
      PinnedBuffer buffer = buffers.next();
      buffer.bytes().asFloatBuffer().put(source, offset + done, part);
      buffer.send(target + (long) done * Float.BYTES, (long) part * Float.BYTES);
    }
  }

  /** Copies when all before it is done; the next part is on its way while one is taken over. */
  void download(long source, float[] target, int offset, int count) {
    PinnedBuffer coming = fetch(source, 0, count);
    for (int done = 0; done < count; done += VALUES) {
      PinnedBuffer here = coming;
      int next = Math.min(VALUES, count - done) + done;
      coming = next < count ? fetch(source, next, count) : here;
      here.await();
      here.bytes().asFloatBuffer().get(target, offset + done, next - done);
    }
  }

  private PinnedBuffer fetch(long source, int first, int count) {
    PinnedBuffer buffer = buffers.next();
    int part = Math.min(VALUES, count - first);
    buffer.fetch(source + (long) first * Float.BYTES, (long) part * Float.BYTES);
    return buffer;
  }

  /** The same of numbers of 64 bits, which fit into one buffer. */
  double[] download(long source, int count) {
    PinnedBuffer buffer = buffers.next();
    buffer.fetch(source, (long) count * Double.BYTES);
    buffer.await();
    double[] values = new double[count];
    ByteBuffer bytes = buffer.bytes();
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /** The most numbers of 64 bits that can be read at once. */
  static int mostSums() {
    return BYTES / Double.BYTES;
  }
}
