package io.lamina.parameters.wire;

import io.lamina.parameters.ConnectionLostException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The first words of who connects: shows the token, waits for the welcome, and leaves the
 * connection to the handler of all that follows. Runs on the connection's event loop.
 */
final class Greeting extends SimpleChannelInboundHandler<Frame> {
  private final Caller caller;
  private final InetSocketAddress server;
  private final ChannelHandler successor;
  private final CompletableFuture<Channel> welcome = new CompletableFuture<>();

  Greeting(Caller caller, InetSocketAddress server, ChannelHandler successor) {
    this.caller = caller;
    this.server = server;
    this.successor = successor;
  }

  /** Completes when the successor is in place; fails if that will never be. */
  CompletableFuture<Channel> welcome() {
    return welcome;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf hello = Wire.begin(context.alloc().buffer(), Wire.HELLO);
    hello.writeIntLE(Wire.VERSION).writeBytes(caller.token().bytes());
    Outbound.send(context.channel(), Wire.end(hello));
    ScheduledFuture<?> deadline =
        context
            .executor()
            .schedule(() -> silent(context), caller.deadline().toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Channel> unused =
        welcome.whenComplete((channel, failure) -> deadline.cancel(false));
    context.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    if (!context.channel().isActive()) {
      return; // Given up already; what came along with the offence is not read.
    }
    if (frame.type() != Wire.WELCOME) {
      throw new CorruptedFrameException("a frame of type " + frame.type() + " for a welcome");
    }
    context.pipeline().get(FrameDecoder.class).trust();
    context.pipeline().replace(this, null, successor);
    welcome.complete(context.channel());
  }

  void unreachable(Throwable cause) {
    welcome.completeExceptionally(
        new ConnectionLostException("cannot reach the parameter server at " + server, cause));
  }

  private void silent(ChannelHandlerContext context) {
    String message =
        String.format("the parameter server at %s did not answer in %s", server, caller.deadline());
    welcome.completeExceptionally(new ConnectionLostException(message, null));
    Outbound.hangUp(context.channel());
  }

  private void refused(Throwable cause) {
    String message =
        String.format("the parameter server at %s did not accept %s", server, caller.refused());
    welcome.completeExceptionally(new ConnectionLostException(message, cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    refused(new ConnectionLostException("the parameter server hung up", null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refused(cause);
    Outbound.hangUp(context.channel());
  }
}
