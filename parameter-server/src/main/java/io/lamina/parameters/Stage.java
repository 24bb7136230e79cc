package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open stage. All methods are thread-safe. Closing it releases its vectors; workers that still
 * ask for it are fenced.
 */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

  private final StageSpec spec;
  private final Rounds rounds;
  private final RoundListener listener;
  private final StateKeeper keeper;
  private final ByteBufAllocator allocator;
  private final Consumer<Stage> onClose;
  private final CompletableFuture<float[]> result = new CompletableFuture<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private Optional<ByteBuf> encoded = Optional.empty();
  private boolean keeping;
  private boolean closed;

  Stage(
      StageSpec spec,
      StageState start,
      RoundListener listener,
      StateKeeper keeper,
      ByteBufAllocator allocator,
      Consumer<Stage> onClose) {
    this.spec = spec;
    this.rounds = new Rounds(spec, start);
    this.listener = listener;
    this.keeper = keeper;
    this.allocator = allocator;
    this.onClose = onClose;
  }

  /** Gives the result at once where the start was the end. */
  void begin() {
    answerWaiting();
  }

  /** What a worker that pulls is answered with: one of the two, once. Must not throw. */
  interface Reader {
    /** The vector of the round; it is the reader's to release. */
    void state(int round, ByteBuf vector);

    /** There is nothing to train: any status but {@link Pull.Status#OPEN}. */
    void ended(Pull.Status status, String message);
  }

  private record Waiting(long generation, int round, int shard, Reader reader) {}

  StageSpec spec() {
    return spec;
  }

  /** The generation whose pushes count. */
  public synchronized long generation() {
    return rounds.generation();
  }

  /** The open round. */
  public synchronized int round() {
    return rounds.round();
  }

  /** A copy of where the stage is: at the open round's beginning, or its end. */
  public synchronized StageState state() {
    return rounds.state();
  }

  /** How many pulls wait for their round. */
  synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Fences the workers of all earlier generations, drops what they pushed to the open round, and
   * returns the new generation. The round stays open.
   */
  public long nextGeneration() {
    long next;
    synchronized (this) {
      next = rounds.nextGeneration();
    }
    answerWaiting();
    return next;
  }

  /**
   * The vector after the last round; or, exceptionally, {@link StageFailedException} with the
   * reason the stage could not go on.
   */
  public CompletableFuture<float[]> result() {
    return result;
  }

  /** Ends the stage with this reason, unless it has ended. */
  public void fail(String message) {
    synchronized (this) {
      end(message);
    }
    answerWaiting();
  }

  /** The same on behalf of a worker: those of earlier generations have no say. */
  void failFor(long generation, String message) {
    synchronized (this) {
      if (generation != rounds.generation()) {
        return;
      }
      end(message);
    }
    answerWaiting();
  }

  private void end(String message) {
    if (!rounds.finished()) {
      rounds.fail(message);
    }
  }

  void pull(long generation, int round, Reader reader) {
    pull(generation, round, Wire.VECTOR, reader);
  }

  /**
   * @param shard whose state is asked for, or {@link Wire#VECTOR}
   * @throws IllegalArgumentException if the stage has no such shard, or its shards no state
   */
  void pull(long generation, int round, int shard, Reader reader) {
    if (shard != Wire.VECTOR && (shard < 0 || shard >= spec.shards() || spec.stateLength() == 0)) {
      throw new IllegalArgumentException(spec.stage() + ": no state of shard " + shard);
    }
    synchronized (this) {
      waiting.add(new Waiting(generation, round, shard, reader));
    }
    answerWaiting();
  }

  /** Forgets the pull of a reader that is gone, if it has not been answered. */
  synchronized void withdraw(Reader reader) {
    waiting.removeIf(pull -> pull.reader == reader);
  }

  /**
   * Counts a push, or does not: see {@link Rounds.Outcome}.
   *
   * @param values the difference, then the shard's state
   * @throws IllegalArgumentException if the stage has no such shard, or vectors of another length
   */
  void push(Push push, FloatBuffer values) {
    Optional<StageState> wanted = Optional.empty();
    synchronized (this) {
      if (closed) {
        return;
      }
      if (rounds.push(push, values) == Rounds.Outcome.COMMITTED) {
        releaseEncoded();
        report(rounds.lastCommitted());
        wanted = wanted();
        keeping = wanted.isPresent();
      }
    }
    wanted.ifPresent(this::keep);
    answerWaiting();
  }

  private Optional<StageState> wanted() {
    boolean goesOn = !rounds.finished() && rounds.failure().isEmpty();
    return goesOn && keeper.wants(rounds.round()) ? Optional.of(rounds.state()) : Optional.empty();
  }

  private void keep(StageState state) {
    CompletableFuture<Void> kept;
    try {
      kept = keeper.keep(state);
    } catch (RuntimeException e) {
      kept = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> unused =
        kept.whenComplete((done, failure) -> kept(state.round(), failure));
  }

  private void kept(int round, Throwable failure) {
    synchronized (this) {
      keeping = false;
      if (failure != null) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        LOG.error("{}: round {} could not be kept", spec.stage(), round + 1, failure);
        end(
            String.format(
                "%s: round %d could not be kept: %s", spec.stage(), round + 1, cause.getMessage()));
      }
    }
    answerWaiting();
  }

  /** A listener that fails ends the stage; the workers must not wait for ever. */
  private void report(RoundSummary round) {
    try {
      listener.committed(round);
    } catch (RuntimeException e) {
      LOG.error("{}: round {} could not be reported", spec.stage(), round.round() + 1, e);
      rounds.fail(
          String.format(
              "%s: round %d could not be reported: %s", spec.stage(), round.round() + 1, e));
    }
  }

  /**
   * Answers all who need not wait any longer, the result's owner first. Outside the lock, which
   * pushes need and which is not for others' code to hold.
   */
  private void answerWaiting() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      ending().ifPresent(answers::add);
      waiting.removeIf(
          pull -> {
            Optional<Runnable> answer = answer(pull);
            answer.ifPresent(answers::add);
            return answer.isPresent();
          });
    }
    answers.forEach(Runnable::run);
  }

  private Optional<Runnable> ending() {
    if (result.isDone()) {
      return Optional.empty();
    }
    if (!rounds.failure().isEmpty()) {
      StageFailedException failure = new StageFailedException(rounds.failure());
      return Optional.of(() -> result.completeExceptionally(failure));
    }
    if (rounds.finished()) {
      float[] vector = rounds.vector().clone();
      return Optional.of(() -> result.complete(vector));
    }
    return Optional.empty();
  }

  private Optional<Runnable> answer(Waiting pull) {
    if (closed) {
      return ended(pull, Pull.Status.FENCED, "");
    }
    if (!rounds.failure().isEmpty()) {
      return ended(pull, Pull.Status.FAILED, rounds.failure());
    }
    if (pull.generation != rounds.generation()) {
      return ended(pull, Pull.Status.FENCED, "");
    }
    if (rounds.finished()) {
      return ended(pull, Pull.Status.FINISHED, "");
    }
    if (pull.round > rounds.round() || keeping) {
      return Optional.empty();
    }
    int round = rounds.round();
    ByteBuf vector =
        pull.shard == Wire.VECTOR
            ? encoded().retainedDuplicate()
            : encoded(rounds.state(pull.shard));
    return Optional.of(() -> pull.reader.state(round, vector));
  }

  private static Optional<Runnable> ended(Waiting pull, Pull.Status status, String message) {
    return Optional.of(() -> pull.reader.ended(status, message));
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

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      releaseEncoded();
    }
    onClose.accept(this);
    result.completeExceptionally(new StageFailedException(spec.stage() + " was closed"));
    answerWaiting();
  }
}
