package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.EventLoops;
import io.lamina.parameters.wire.Tcp;
import io.lamina.parameters.wire.Waiting;
import io.lamina.parameters.wire.Wire;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connections to the servers, each of which holds a part of every vector. One thread at
 * a time. Every method throws {@link ConnectionLostException} once a server is gone, or has been
 * silent for the deadline; or when the thread is interrupted, which it remains. The connections are
 * then of no more use.
 */
public final class ParameterClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParameterClient.class);
  private static final float[] NO_STATE = {};
  private static final String REFUSED =
      "this worker's token (does it belong to another run, or have another version?)";

  private final EventLoopGroup loops;
  private final PartClients parts;

  private ParameterClient(EventLoopGroup loops, PartClients parts) {
    this.loops = loops;
    this.parts = parts;
  }

  /**
   * Connects to the servers and shows them the token.
   *
   * @param servers that hold the parts, in order
   * @param encryption as theirs
   * @param deadline for connecting, for pushes to be taken and to be acknowledged, and for a sign
   *     of life while a pull waits; 1 ms to 1 hour
   * @throws ConnectionLostException if a server is not there, or does not accept the token
   */
  public static ParameterClient connect(
      List<InetSocketAddress> servers, Encryption encryption, Token token, Duration deadline) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no servers");
    }
    EventLoopGroup loops = EventLoops.start(1, "client");
    try {
      Caller caller = new Caller(new Tcp(loops, encryption), token, REFUSED, deadline);
      return new ParameterClient(loops, Waiting.await(PartClients.connect(caller, servers)));
    } catch (RuntimeException e) {
      EventLoops.stop(loops);
      throw e;
    }
  }

  /**
   * Waits until the round is open, and the first of those that are, or the stage has ended; brings
   * the vector at its start. It waits as long as the servers give signs of life: the other workers'
   * rounds take their time.
   *
   * @param round the round the worker is to train next; less the stage's staleness, where it has
   *     one
   * @param into takes the vector; has its length
   */
  public Pull pull(String stage, long generation, int round, float[] into) {
    return ask(stage, generation, round, into).await();
  }

  /**
   * Asks for what {@link #pull} brings, and does not wait: the worker may push meanwhile, but not
   * pull.
   *
   * @param into not to be touched before it has come
   */
  public Coming ask(String stage, long generation, int round, float[] into) {
    return ask(new Wire.AskedPull(generation, round, Pull.VECTOR, stage), into);
  }

  /** A vector on its way. */
  @FunctionalInterface
  public interface Coming {
    /** Waits until it has come, or the stage has ended. To be called once. */
    Pull await();
  }

  /**
   * Brings a shard's state at the open round's start, for a stage whose shards have one: zeros
   * before the first round was committed.
   *
   * @param round the open round, as the last pull told; if another is open by now, the answer says
   *     which, and the state is of that round
   * @param into takes the state; has its length
   */
  public Pull pullState(String stage, long generation, int round, int shard, float[] into) {
    return ask(new Wire.AskedPull(generation, round, shard, stage), into).await();
  }

  private Coming ask(Wire.AskedPull asked, float[] into) {
    CompletableFuture<Pull> coming = parts.pull(asked, into);
    return () -> Waiting.await(coming);
  }

  /** Sends a shard's difference, as it is, for a stage whose shards have no state. */
  public Sending push(Push push, float[] difference) {
    return push(push, UpdateFormat.FLOAT32, difference, NO_STATE);
  }

  /**
   * Begins to send a shard's difference and its state after the round. The arrays are not to be
   * changed before all of it is on its way.
   *
   * @param format as the stage wants it
   */
  public Sending push(Push push, UpdateFormat format, float[] difference, float[] state) {
    CompletableFuture<Void> sent = parts.push(push, format, difference, state);
    if (sent.isCompletedExceptionally()) {
      Waiting.await(sent);
    }
    return () -> Waiting.await(sent);
  }

  /** The bytes of vectors and states in the answers to all pulls so far. */
  public long receivedBytes() {
    return parts.receivedBytes();
  }

  /** A push on its way. */
  @FunctionalInterface
  public interface Sending {
    /** Waits until all of it is on its way: what it was made of may be changed. */
    void await();
  }

  /** Waits until the servers have dealt with every push. */
  public void flush() {
    Waiting.await(parts.flush());
  }

  /**
   * Tells the servers that the stage cannot go on, and waits until they have heard it. Does not
   * throw if one cannot be told: the worker has a failure of its own to report.
   */
  public void fail(String stage, long generation, String message) {
    fail(stage, generation, StageFailure.defect(message));
  }

  /** The same: a shard's numbers run away. */
  public void diverge(String stage, long generation, String message) {
    fail(stage, generation, StageFailure.divergence(message));
  }

  private void fail(String stage, long generation, StageFailure failure) {
    try {
      Waiting.await(parts.fail(stage, generation, failure));
    } catch (ConnectionLostException e) {
      LOG.warn(
          "a parameter server could not be told that {} failed: {}", stage, failure.message(), e);
    }
  }

  /**
   * Hangs up and waits until the thread has ended. Pushes that were not followed by a {@link
   * #flush} or a pull may be lost.
   */
  @Override
  public void close() {
    parts.close();
    EventLoops.stop(loops);
  }
}
