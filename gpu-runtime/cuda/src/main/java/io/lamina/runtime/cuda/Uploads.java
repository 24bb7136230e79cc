package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;

import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.Event;
import io.lamina.runtime.cuda.driver.PinnedBuffer;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies from the host. They come to the card on a stream of their own, while it still computes the
 * step before; when that is done, they are moved to where they belong.
 */
final class Uploads {
  private static final int LANDINGS = 3;
  private static final int BYTES = 2 << 20;

  /** The card's memory that this takes. */
  static final long ON_CARD = (long) LANDINGS * BYTES;

  /** The host's memory that this takes. */
  static final long PINNED = ON_CARD;

  private static final int VALUES = BYTES / Float.BYTES;

  private final Stream stream;
  private final Stream copies;
  private final List<Landing> landings = new ArrayList<>();
  private int turn;

  /**
   * @param stream that computes with what is copied
   */
  Uploads(Stream stream, CardMemory memory, Resources resources) {
    this.stream = stream;
    this.copies = new Stream(stream.card(), resources);
    for (int i = 0; i < LANDINGS; i++) {
      landings.add(
          new Landing(
              new PinnedBuffer(copies, memory, BYTES, resources),
              memory.allocate(BYTES, "a part of an upload"),
              new Event(stream, resources)));
    }
  }

  /** Begins to copy; the source may be changed at once. */
  void upload(float[] source, int offset, long target, int count) {
    for (int done = 0; done < count; done += VALUES) {
      int part = Math.min(VALUES, count - done);
      Landing landing = landings.get(turn);
      turn = (turn + 1) % LANDINGS;
      landing.buffer.copied().await();
      landing.buffer.bytes().asFloatBuffer().put(source, offset + done, part);
      land(landing, target + (long) done * Float.BYTES, (long) part * Float.BYTES);
    }
  }

  private void land(Landing landing, long target, long bytes) {
    landing.moved.await(copies);
    landing.buffer.send(landing.place, bytes);
    landing.buffer.copied().await(stream);
    stream
        .card()
        .check(cuMemcpyDtoDAsync(target, landing.place, bytes, stream.handle()), "move an upload");
    landing.moved.record();
  }

  /**
   * Where a part of an upload comes to the card.
   *
   * @param buffer that it comes from
   * @param place of the card's memory
   * @param moved when the place is free again
   */
  private record Landing(PinnedBuffer buffer, long place, Event moved) {}
}
