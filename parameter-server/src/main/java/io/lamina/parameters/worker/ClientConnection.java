package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The worker's end of a connection after the welcome: what the server says, given to who waits for
 * it. Asks for a sign of life whenever the server has been silent for a while, and gives it up when
 * there is none, or when it takes no more bytes and acknowledges nothing. Runs on the connection's
 * event loop.
 */
final class ClientConnection extends SimpleChannelInboundHandler<Frame> {
  static final String UNCERTAIN =
      "the parameter server hung up; whether it counted the last pushes is unknown";

  private final int patience;
  private final Duration deadline;
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private final Deque<OutgoingPush> outgoing = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
  private volatile Optional<IncomingVector> pull = Optional.empty();
  private int unacknowledged;
  private long progress;
  private boolean watched;
  private int silences;

  /**
   * @param patience so many idle events one after the other, and the server is taken for dead
   * @param deadline for the server to take some of what is sent, or to acknowledge it
   */
  ClientConnection(int patience, Duration deadline) {
    this.patience = patience;
    this.deadline = deadline;
  }

  /** Completed, exceptionally, when the connection is gone. */
  CompletableFuture<Void> lost() {
    return lost;
  }

  /** Prepares for the answer to a pull; may be called by any thread. */
  CompletableFuture<Pull> expect(IncomingVector next) {
    pull = Optional.of(next);
    if (lost.isDone()) {
      next.lost(hungUp(Optional.empty()));
    }
    return next.answer();
  }

  /** Sends pushes one after the other. */
  void send(Channel channel, OutgoingPush push) {
    if (lost.isDone()) {
      push.lost(hungUp(Optional.empty()));
      return;
    }
    unacknowledged++;
    outgoing.add(push);
    write(channel);
    watch(channel);
  }

  private void write(Channel channel) {
    while (!outgoing.isEmpty() && outgoing.peek().write(channel)) {
      outgoing.remove();
    }
    channel.flush();
  }

  /** Says that a stage cannot go on; then waits like {@link #flush}. */
  void tell(Channel channel, Wire.Failure failure, CompletableFuture<Void> heard) {
    unacknowledged++;
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.FAIL);
    Wire.writeFailure(frame, failure);
    Outbound.send(channel, Wire.end(frame));
    flush(channel, heard);
  }

  /** Completes it when the server has acknowledged all that it was sent. */
  void flush(Channel channel, CompletableFuture<Void> dealt) {
    if (lost.isDone()) {
      dealt.completeExceptionally(new ConnectionLostException(UNCERTAIN, null));
    } else if (unacknowledged == 0) {
      dealt.complete(null);
    } else {
      flushes.add(dealt);
      watch(channel);
    }
  }

  private void acknowledged() {
    if (unacknowledged == 0) {
      throw new CorruptedFrameException("an acknowledgement of nothing");
    }
    progress++;
    unacknowledged--;
    if (unacknowledged == 0) {
      List<CompletableFuture<Void>> dealt = List.copyOf(flushes);
      flushes.clear();
      dealt.forEach(flush -> flush.complete(null));
    }
  }

  /** As long as somebody waits, something has to get on within every deadline. */
  private void watch(Channel channel) {
    if (watched || (outgoing.isEmpty() && flushes.isEmpty())) {
      return;
    }
    watched = true;
    long before = progress;
    ScheduledFuture<?> unused =
        channel
            .eventLoop()
            .schedule(() -> look(channel, before), deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Channel channel, long before) {
    watched = false;
    if (progress == before && !outgoing.isEmpty()) {
      giveUp(channel, "it has taken no more bytes for " + deadline);
    } else if (progress == before && !flushes.isEmpty()) {
      giveUp(channel, "it did not acknowledge a push in " + deadline);
    }
    watch(channel);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && !outgoing.isEmpty()) {
      progress++;
      write(context.channel());
    }
    context.fireChannelWritabilityChanged();
  }

  private static ConnectionLostException hungUp(Optional<Throwable> cause) {
    return cause
        .map(
            reason ->
                new ConnectionLostException(
                    "the connection to the parameter server broke: " + reason.getMessage(), reason))
        .orElseGet(() -> new ConnectionLostException("the parameter server hung up", null));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    silences = 0;
    if (!context.channel().isActive()) {
      return;
    }
    byte type = frame.type();
    ByteBuf body = frame.body();
    switch (type) {
      case Wire.STATE -> pulled().begin(body.readIntLE(), body.readIntLE());
      case Wire.CHUNK -> chunk(body);
      case Wire.FINISHED -> ended(Pull.Status.FINISHED, "");
      case Wire.FENCED -> ended(Pull.Status.FENCED, "");
      case Wire.FAILED -> ended(Pull.Status.FAILED, Wire.readText(body));
      case Wire.ACK -> acknowledged();
      case Wire.PONG -> {}
      default -> throw new CorruptedFrameException("a frame of type " + type);
    }
  }

  private IncomingVector pulled() {
    return pull.orElseThrow(() -> new CorruptedFrameException("an answer to no pull"));
  }

  private void chunk(ByteBuf frame) {
    IncomingVector vector = pulled();
    vector.add(frame);
    if (vector.whole()) {
      pull = Optional.empty();
      vector.arrived();
    }
  }

  private void ended(Pull.Status status, String message) {
    IncomingVector vector = pulled();
    pull = Optional.empty();
    vector.ended(status, message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      silences++;
      if (silences < patience) {
        Outbound.send(context.channel(), Wire.frame(context.alloc(), Wire.PING));
      } else {
        giveUp(context.channel(), "it gives no sign of life");
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone(context.channel(), Optional.empty());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    gone(context.channel(), Optional.of(cause));
  }

  private void giveUp(Channel channel, String why) {
    gone(channel, Optional.of(new IllegalStateException(why)));
  }

  private void gone(Channel channel, Optional<Throwable> cause) {
    ConnectionLostException reason = hungUp(cause);
    if (!lost.completeExceptionally(reason)) {
      return;
    }
    pull.ifPresent(vector -> vector.lost(reason));
    outgoing.forEach(push -> push.lost(reason));
    outgoing.clear();
    flushes.forEach(
        flush -> flush.completeExceptionally(new ConnectionLostException(UNCERTAIN, reason)));
    flushes.clear();
    Outbound.hangUp(channel);
  }
}
