package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** The worker's end of a connection: what the server says, handed to the thread that waits. */
final class ClientConnection extends SimpleChannelInboundHandler<ByteBuf> {
  private final CompletableFuture<Void> welcome = new CompletableFuture<>();
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private final Semaphore acknowledged = new Semaphore(0);
  private volatile Pending pending;

  /** A pull under way. */
  static final class Pending {
    private final float[] target;
    private final CompletableFuture<Pull> answer = new CompletableFuture<>();
    private int round;
    private int received;

    Pending(float[] target) {
      this.target = target;
    }

    CompletableFuture<Pull> answer() {
      return answer;
    }
  }

  CompletableFuture<Void> welcome() {
    return welcome;
  }

  /** Completed, exceptionally, when the connection is gone. */
  CompletableFuture<Void> lost() {
    return lost;
  }

  Semaphore acknowledged() {
    return acknowledged;
  }

  Pending expect(float[] target) {
    Pending next = new Pending(target);
    pending = next;
    if (lost.isDone()) {
      next.answer.completeExceptionally(hungUp(null));
    }
    return next;
  }

  private static ConnectionLostException hungUp(Throwable cause) {
    return new ConnectionLostException("the parameter server hung up", cause);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    byte type = frame.readByte();
    switch (type) {
      case Wire.WELCOME -> {
        context.pipeline().get(FrameDecoder.class).trust();
        welcome.complete(null);
      }
      case Wire.STATE -> state(frame);
      case Wire.CHUNK -> chunk(frame);
      case Wire.FINISHED -> ended(Pull.Status.FINISHED, "");
      case Wire.FENCED -> ended(Pull.Status.FENCED, "");
      case Wire.FAILED -> ended(Pull.Status.FAILED, Wire.readText(frame));
      case Wire.ACK -> acknowledged.release();
      case Wire.PONG -> {}
      default -> throw new IllegalStateException("a frame of type " + type);
    }
  }

  private void state(ByteBuf frame) {
    pending.round = frame.readIntLE();
    int floats = frame.readIntLE();
    if (floats != pending.target.length) {
      throw new IllegalStateException(
          "the server's vector has " + floats + " values, not " + pending.target.length);
    }
  }

  private void chunk(ByteBuf frame) {
    FloatBuffer floats = frame.nioBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int count = floats.remaining();
    floats.get(pending.target, pending.received, count);
    pending.received += count;
    if (pending.received == pending.target.length) {
      pending.answer.complete(Pull.open(pending.round));
    }
  }

  private void ended(Pull.Status status, String message) {
    pending.answer.complete(Pull.ended(status, message));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle) {
      if (idle.state() == IdleState.WRITER_IDLE) {
        Outbound.send(context.channel(), Wire.end(Wire.begin(context.alloc().buffer(), Wire.PING)));
      } else {
        gone(context, new IllegalStateException("no sign of life from the server"));
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone(context, null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    gone(context, cause);
  }

  private void gone(ChannelHandlerContext context, Throwable cause) {
    ConnectionLostException reason = hungUp(cause);
    if (!lost.completeExceptionally(reason)) {
      return;
    }
    welcome.completeExceptionally(reason);
    Pending pull = pending;
    if (pull != null) {
      pull.answer.completeExceptionally(reason);
    }
    acknowledged.release(Integer.MAX_VALUE / 2);
    Outbound.hangUp(context.channel());
  }
}
