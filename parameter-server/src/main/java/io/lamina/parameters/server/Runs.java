package io.lamina.parameters.server;

import io.lamina.parameters.StageSpec;
import io.lamina.parameters.Token;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The runs of a server that serves others' coordinators: who shows the coordinators' token may open
 * one, who shows a run's token works for it. Thread-safe.
 */
final class Runs implements Access {
  private static final long MIB = 1L << 20;

  private final Token coordinators;
  private final ByteBufAllocator allocator;
  private final long mostBytes;
  private final Runnable onEnd;
  private final List<Run> open = new CopyOnWriteArrayList<>();
  private final AtomicLong taken = new AtomicLong();
  private volatile boolean begun;

  /**
   * @param mostBytes that the parts of all runs may take together
   * @param onEnd told when a run has ended; must be quick
   */
  Runs(Token coordinators, ByteBufAllocator allocator, long mostBytes, Runnable onEnd) {
    this.coordinators = coordinators;
    this.allocator = allocator;
    this.mostBytes = mostBytes;
    this.onEnd = onEnd;
  }

  @Override
  public Optional<Supplier<ChannelHandler>> of(byte[] shown) {
    Optional<Supplier<ChannelHandler>> handler =
        coordinators.matches(shown)
            ? Optional.of(() -> new CoordinatorConnection(this))
            : Optional.empty();
    for (Run run : open) {
      Optional<Supplier<ChannelHandler>> worker = run.of(shown);
      handler = handler.isPresent() ? handler : worker;
    }
    return handler;
  }

  Run open(Token workers) {
    begun = true;
    Run run = new Run(workers, allocator);
    open.add(run);
    return run;
  }

  /** Whether there has been a run. */
  boolean hasBegun() {
    return begun;
  }

  /** Ends a run whose coordinator is gone. */
  void close(Run run) {
    open.remove(run);
    run.abandon("its coordinator is gone");
    onEnd.run();
  }

  void closeAll() {
    open.forEach(this::close);
  }

  /**
   * Sets room aside for a part.
   *
   * @return why there is none; empty if there is
   */
  Optional<String> reserve(StageSpec spec) {
    long before = taken.getAndAdd(spec.bytes());
    if (spec.bytes() <= mostBytes - before) {
      return Optional.empty();
    }
    release(spec);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s needs %d MiB on a parameter server that has %d MiB, %d of them taken (give it more"
                + " memory, or use more servers)",
            spec.stage(),
            spec.bytes() / MIB,
            mostBytes / MIB,
            before / MIB));
  }

  /** Gives the room of a part back. */
  void release(StageSpec spec) {
    taken.addAndGet(-spec.bytes());
  }
}
