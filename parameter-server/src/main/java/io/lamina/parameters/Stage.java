package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An open stage. All methods are thread-safe. Closing it releases its vectors; workers that still
 * ask for it are fenced.
 */
public final class Stage implements AutoCloseable {
  private final StageSpec spec;
  private final Rounds rounds;
  private final RoundListener listener;
  private final Runnable onClose;
  private final CompletableFuture<float[]> result = new CompletableFuture<>();
  private List<Waiting> waiting = new ArrayList<>();
  private ByteBuf encoded;
  private boolean closed;

  Stage(StageSpec spec, float[] initial, RoundListener listener, Runnable onClose) {
    this.spec = spec;
    this.rounds = new Rounds(spec, initial);
    this.listener = listener;
    this.onClose = onClose;
  }

  /** What a worker that pulls is answered with. */
  interface Reader {
    /** The vector of the round; its bytes are the reader's to release. */
    void state(int round, ByteBuf vector);

    void finished();

    void fenced();

    void failed(String message);
  }

  private record Waiting(long generation, int round, Reader reader) {}

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
      if (rounds.finished()) {
        return;
      }
      rounds.fail(message);
    }
    answerWaiting();
  }

  void pull(long generation, int round, Reader reader) {
    synchronized (this) {
      waiting.add(new Waiting(generation, round, reader));
    }
    answerWaiting();
  }

  /** Pushes of a shard the stage does not have are refused by the caller. */
  void push(Push push, FloatBuffer difference) {
    Rounds.Outcome outcome;
    synchronized (this) {
      if (closed) {
        return;
      }
      List<RoundSummary> committed = new ArrayList<>(1);
      outcome = rounds.push(push, difference, committed);
      committed.forEach(listener::committed);
      if (outcome == Rounds.Outcome.COMMITTED) {
        releaseEncoded();
      }
    }
    if (outcome == Rounds.Outcome.COMMITTED || outcome == Rounds.Outcome.FAILED) {
      answerWaiting();
    }
  }

  /** Answers all who need not wait any longer; outside the lock, which pushes need. */
  private void answerWaiting() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      List<Waiting> still = new ArrayList<>();
      for (Waiting pull : waiting) {
        Runnable answer = answer(pull);
        if (answer == null) {
          still.add(pull);
        } else {
          answers.add(answer);
        }
      }
      waiting = still;
      complete();
    }
    answers.forEach(Runnable::run);
  }

  private Runnable answer(Waiting pull) {
    if (closed) {
      return pull.reader::fenced;
    }
    if (!rounds.failure().isEmpty()) {
      String failure = rounds.failure();
      return () -> pull.reader.failed(failure);
    }
    if (pull.generation != rounds.generation()) {
      return pull.reader::fenced;
    }
    if (rounds.finished()) {
      return pull.reader::finished;
    }
    if (pull.round > rounds.round()) {
      return null;
    }
    int round = rounds.round();
    ByteBuf vector = encoded().retainedDuplicate();
    return () -> pull.reader.state(round, vector);
  }

  private void complete() {
    if (!rounds.failure().isEmpty()) {
      result.completeExceptionally(new StageFailedException(rounds.failure()));
    } else if (rounds.finished()) {
      result.complete(rounds.vector().clone());
    }
  }

  /** The vector's bytes, made once a round however many workers pull it. */
  private ByteBuf encoded() {
    if (encoded == null) {
      int bytes = Math.multiplyExact(spec.length(), Float.BYTES);
      encoded = Unpooled.directBuffer(bytes, bytes);
      encoded
          .nioBuffer(0, bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(rounds.vector());
      encoded.writerIndex(bytes);
    }
    return encoded;
  }

  private void releaseEncoded() {
    if (encoded != null) {
      encoded.release();
      encoded = null;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      releaseEncoded();
      result.completeExceptionally(new StageFailedException(spec.stage() + " was closed"));
    }
    onClose.run();
    answerWaiting();
  }
}
