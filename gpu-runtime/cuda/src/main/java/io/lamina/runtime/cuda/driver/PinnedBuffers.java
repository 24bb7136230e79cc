package io.lamina.runtime.cuda.driver;

import java.util.List;
import java.util.function.Supplier;

/** Buffers that are used in turn: one is filled while the card still copies from another. */
public final class PinnedBuffers {
  private final List<PinnedBuffer> all;
  private int turn;

  /** So many of them, at least 1. */
  public PinnedBuffers(int count, Supplier<PinnedBuffer> maker) {
    this.all = java.util.stream.Stream.generate(maker).limit(count).toList();
  }

  /** The next one, when the last copy from or to it is done. */
  public PinnedBuffer next() {
    PinnedBuffer next = all.get(turn);
    turn = (turn + 1) % all.size();
    next.copied().await();
    return next;
  }
}
