package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The worker's end of a connection: what the server says, handed to the thread that waits. Asks for
 * a sign of life whenever the server has been silent for a while, and gives it up when there is
 * none.
 */
final class ClientConnection extends SimpleChannelInboundHandler<Frame> {
  private final int patience;
  private final CompletableFuture<Void> welcome = new CompletableFuture<>();
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private final Semaphore acknowledged = new Semaphore(0);
  private final Deque<OutgoingPush> outgoing = new ArrayDeque<>();
  private volatile Optional<IncomingVector> pull = Optional.empty();
  private int silences;

  /**
   * @param patience so many idle events one after the other, and the server is taken for dead
   */
  ClientConnection(int patience) {
    this.patience = patience;
  }

  CompletableFuture<Void> welcome() {
    return welcome;
  }

  /** Completed, exceptionally, when the connection is gone. */
  CompletableFuture<Void> lost() {
    return lost;
  }

  /** A permit for everything the server has acknowledged; without end when it is gone. */
  Semaphore acknowledged() {
    return acknowledged;
  }

  /** Prepares for the answer to a pull. */
  CompletableFuture<Pull> expect(IncomingVector next) {
    pull = Optional.of(next);
    if (lost.isDone()) {
      next.lost(hungUp(Optional.empty()));
    }
    return next.answer();
  }

  /** Sends pushes one after the other; on the connection's event loop. */
  void send(Channel channel, OutgoingPush push) {
    if (lost.isDone()) {
      push.lost(hungUp(Optional.empty()));
    } else {
      outgoing.add(push);
      write(channel);
    }
  }

  private void write(Channel channel) {
    while (!outgoing.isEmpty() && outgoing.peek().write(channel)) {
      outgoing.remove();
    }
    channel.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && !outgoing.isEmpty()) {
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
      case Wire.WELCOME -> {
        context.pipeline().get(FrameDecoder.class).trust();
        welcome.complete(null);
      }
      case Wire.STATE -> pulled().begin(body.readIntLE(), body.readIntLE());
      case Wire.CHUNK -> chunk(body);
      case Wire.FINISHED -> ended(Pull.Status.FINISHED, "");
      case Wire.FENCED -> ended(Pull.Status.FENCED, "");
      case Wire.FAILED -> ended(Pull.Status.FAILED, Wire.readText(body));
      case Wire.ACK -> acknowledged.release();
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

  /** Who waits for the welcome has a deadline of its own. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && welcome.isDone()) {
      silences++;
      if (silences < patience) {
        Outbound.send(context.channel(), Wire.frame(context.alloc(), Wire.PING));
      } else {
        gone(context, Optional.of(new IllegalStateException("it gives no sign of life")));
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone(context, Optional.empty());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    gone(context, Optional.of(cause));
  }

  private void gone(ChannelHandlerContext context, Optional<Throwable> cause) {
    ConnectionLostException reason = hungUp(cause);
    if (!lost.completeExceptionally(reason)) {
      return;
    }
    welcome.completeExceptionally(reason);
    pull.ifPresent(vector -> vector.lost(reason));
    outgoing.forEach(push -> push.lost(reason));
    outgoing.clear();
    acknowledged.release(Integer.MAX_VALUE / 2);
    Outbound.hangUp(context.channel());
  }
}
