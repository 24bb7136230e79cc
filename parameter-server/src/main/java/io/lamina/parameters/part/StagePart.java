package io.lamina.parameters.part;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a server holds of an open stage: takes pushes, answers pulls, and does what the coordinator
 * says. All methods are thread-safe. Others' code is called without the lock, which pushes need.
 */
public final class StagePart implements PartLink {
  /**
   * Buffers of pushes that are kept for the next: to clear a new one takes longer than to fill it.
   */
  private static final int MOST_SPARE = 4;

  private final StageSpec spec;
  private final Owner owner;
  private final ByteBufAllocator allocator;
  private final Consumer<StagePart> onClose;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Deque<ByteBuf> spare = new ArrayDeque<>();
  private Rounds rounds;
  private Optional<Ending> ending = Optional.empty();
  private Optional<ByteBuf> encoded = Optional.empty();
  private boolean closed;

  /**
   * @param spec of the part
   */
  public StagePart(
      StageSpec spec,
      StageState start,
      long generation,
      Owner owner,
      ByteBufAllocator allocator,
      Consumer<StagePart> onClose) {
    this.spec = spec;
    this.rounds = new Rounds(spec, start, generation);
    this.owner = owner;
    this.allocator = allocator;
    this.onClose = onClose;
  }

  /** What a worker that pulls is answered with: one of the two, once. Must not throw. */
  public interface Reader {
    /** The vector of the round; it is the reader's to release. */
    void state(int round, ByteBuf vector);

    /** There is nothing to train: any status but {@link Pull.Status#OPEN}. */
    void ended(Pull.Status status, String message);
  }

  private record Waiting(long generation, int round, int shard, Reader reader) {}

  private record Ending(Pull.Status status, String message) {}

  public StageSpec spec() {
    return spec;
  }

  /** An empty buffer for a push, as floats; to be given back. */
  public ByteBuf room() {
    synchronized (this) {
      if (!spare.isEmpty()) {
        return spare.remove();
      }
    }
    int bytes = Math.multiplyExact(spec.vector().pushLength(), Float.BYTES);
    return allocator.directBuffer(bytes, bytes);
  }

  public void giveBack(ByteBuf room) {
    synchronized (this) {
      if (!closed && spare.size() < MOST_SPARE) {
        spare.add(room.clear());
        return;
      }
    }
    room.release();
  }

  /** How many pulls wait for their round. */
  public synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public void open(long generation, StageState state) {
    Rounds restored = new Rounds(spec, state, generation);
    synchronized (this) {
      rounds = restored;
      ending = Optional.empty();
      releaseEncoded();
    }
    answerWaiting();
  }

  @Override
  public CompletableFuture<Void> opened() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void fence(long generation) {
    synchronized (this) {
      rounds.fence(generation);
    }
    answerWaiting();
  }

  @Override
  public void commit() {
    Runnable news;
    synchronized (this) {
      rounds.commit();
      releaseEncoded();
      news = rounds.complete() ? completion() : () -> {};
    }
    answerWaiting();
    news.run();
  }

  /** Tells the owner that the open round is complete; to be run without the lock. */
  private Runnable completion() {
    long generation = rounds.generation();
    int round = rounds.round();
    List<Push> pushes = rounds.pushes();
    return () -> owner.complete(generation, round, pushes);
  }

  @Override
  public synchronized CompletableFuture<StageState> state() {
    return CompletableFuture.completedFuture(rounds.state());
  }

  @Override
  public void end(Pull.Status status, String message) {
    synchronized (this) {
      ending = Optional.of(new Ending(status, message));
    }
    answerWaiting();
  }

  /** A worker's word that the stage cannot go on: those of earlier generations have no say. */
  public void failFor(long generation, StageFailure failure) {
    owner.failed(generation, failure);
  }

  /**
   * Answers a worker as soon as there is an answer.
   *
   * @param shard whose state is asked for, or {@link Pull#VECTOR}
   * @throws IllegalArgumentException if the stage has no such shard, or its shards no state
   */
  public void pull(long generation, int round, int shard, Reader reader) {
    if (shard != Pull.VECTOR && !hasState(shard)) {
      throw new IllegalArgumentException(spec.stage() + ": no state of shard " + shard);
    }
    synchronized (this) {
      waiting.add(new Waiting(generation, round, shard, reader));
    }
    answerWaiting();
  }

  private boolean hasState(int shard) {
    return shard >= 0 && shard < spec.rounds().shards() && spec.vector().stateLength() > 0;
  }

  /** Forgets the pull of a reader that is gone, if it has not been answered. */
  public synchronized void withdraw(Reader reader) {
    waiting.removeIf(pull -> pull.reader == reader);
  }

  /**
   * Counts a push, or does not: see {@link Rounds.Outcome}.
   *
   * @param values the difference, then the shard's state
   * @throws IllegalArgumentException if the stage has no such shard, or vectors of another length
   */
  public void push(Push push, FloatBuffer values) {
    Runnable news;
    synchronized (this) {
      if (closed || ending.isPresent()) {
        return;
      }
      news =
          switch (rounds.push(push, values)) {
            case COMPLETE -> completion();
            case FAILED -> {
              StageFailure failure = rounds.failure().orElseThrow();
              yield () -> owner.failed(push.id().generation(), failure);
            }
            case ACCEPTED, DUPLICATE, FENCED -> () -> {};
          };
    }
    news.run();
  }

  /** Answers all who need not wait any longer. */
  private void answerWaiting() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      waiting.removeIf(
          pull -> {
            Optional<Runnable> answer = answer(pull);
            answer.ifPresent(answers::add);
            return answer.isPresent();
          });
    }
    answers.forEach(Runnable::run);
  }

  private Optional<Runnable> answer(Waiting pull) {
    if (closed) {
      return ended(pull, new Ending(Pull.Status.FENCED, ""));
    }
    if (ending.isPresent()) {
      return ended(pull, ending.get());
    }
    if (pull.generation < rounds.generation()) {
      return ended(pull, new Ending(Pull.Status.FENCED, ""));
    }
    // A worker may be here before the order that fences those before it.
    boolean early = pull.generation > rounds.generation() || pull.round > rounds.round();
    if (early || rounds.finished()) {
      return Optional.empty();
    }
    int round = rounds.round();
    ByteBuf vector =
        pull.shard == Pull.VECTOR
            ? encoded().retainedDuplicate()
            : encoded(rounds.state(pull.shard));
    return Optional.of(() -> pull.reader.state(round, vector));
  }

  private static Optional<Runnable> ended(Waiting pull, Ending ending) {
    return Optional.of(() -> pull.reader.ended(ending.status, ending.message));
  }

  /** The vector's bytes, made once a round however many workers pull it. */
  private ByteBuf encoded() {
    if (encoded.isEmpty()) {
      encoded = Optional.of(encoded(rounds.vector()));
    }
    return encoded.get();
  }

  private ByteBuf encoded(float[] values) {
    int bytes = values.length * Float.BYTES;
    ByteBuf buffer = allocator.directBuffer(bytes, bytes);
    buffer.nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return buffer.writerIndex(bytes);
  }

  private void releaseEncoded() {
    encoded.ifPresent(ByteBuf::release);
    encoded = Optional.empty();
  }

  /** Gives the part up on the server's own account. */
  public void abandon(String reason) {
    close();
    owner.lost(reason);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      releaseEncoded();
      spare.forEach(ByteBuf::release);
      spare.clear();
    }
    onClose.accept(this);
    answerWaiting();
  }
}
