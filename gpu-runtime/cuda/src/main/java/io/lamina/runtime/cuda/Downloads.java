package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.PinnedBuffer;
import io.lamina.runtime.cuda.driver.PinnedBuffers;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;

/** Copies to the host, of what a stream has computed by then. */
final class Downloads {
  private static final int BUFFERS = 2;
  private static final int BYTES = 2 << 20;

  /** The host's memory that this takes. */
  static final long PINNED = (long) BUFFERS * BYTES;

  private static final int VALUES = BYTES / Float.BYTES;

  /** The most numbers of 64 bits that can be read at once. */
  static final int MOST_SUMS = BYTES / Double.BYTES;

  private final PinnedBuffers buffers;

  Downloads(Stream stream, CardMemory memory, Resources resources) {
    this.buffers =
        new PinnedBuffers(BUFFERS, () -> new PinnedBuffer(stream, memory, BYTES, resources));
  }

  /** The next part is on its way while one is taken over. */
  void download(long source, float[] target, int offset, int count) {
    PinnedBuffer coming = fetch(source, 0, count);
    for (int done = 0; done < count; done += VALUES) {
      PinnedBuffer here = coming;
      int next = Math.min(VALUES, count - done) + done;
      coming = next < count ? fetch(source, next, count) : here;
      here.copied().await();
      here.bytes().asFloatBuffer().get(target, offset + done, next - done);
    }
  }

  private PinnedBuffer fetch(long source, int first, int count) {
    PinnedBuffer buffer = buffers.next();
    int part = Math.min(VALUES, count - first);
    buffer.fetch(source + (long) first * Float.BYTES, (long) part * Float.BYTES);
    return buffer;
  }

  /**
   * Numbers of 64 bits.
   *
   * @param count at most {@link #MOST_SUMS}
   */
  double[] download(long source, int count) {
    PinnedBuffer buffer = buffers.next();
    buffer.fetch(source, (long) count * Double.BYTES);
    buffer.copied().await();
    double[] values = new double[count];
    buffer.bytes().asDoubleBuffer().get(values);
    return values;
  }
}
