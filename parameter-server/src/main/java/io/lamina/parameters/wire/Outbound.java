package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/**
 * Writing without waiting. A write that fails is not lost: Netty tells the connection's {@code
 * exceptionCaught} of it, because of the void promise.
 */
public final class Outbound {
  private Outbound() {}

  public static void write(Channel channel, ByteBuf frame) {
    ChannelFuture unused = channel.write(frame, channel.voidPromise());
  }

  public static void send(Channel channel, ByteBuf frame) {
    ChannelFuture unused = channel.writeAndFlush(frame, channel.voidPromise());
  }

  public static void hangUp(Channel channel) {
    ChannelFuture unused = channel.close();
  }
}
