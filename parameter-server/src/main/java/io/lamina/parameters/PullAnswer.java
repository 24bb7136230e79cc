package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Answers a pull over its connection. May be called from any thread, once. */
final class PullAnswer implements StagePart.Reader {
  private final Channel channel;
  private final Runnable sent;

  /**
   * @param sent run on the connection's thread when the last byte has left, or never will
   */
  PullAnswer(Channel channel, Runnable sent) {
    this.channel = channel;
    this.sent = sent;
  }

  @Override
  public void state(int round, ByteBuf vector) {
    write(() -> VectorWriter.write(channel, announcement(round, vector), vector), vector::release);
  }

  private ByteBuf announcement(int round, ByteBuf vector) {
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.STATE);
    return Wire.end(frame.writeIntLE(round).writeIntLE(vector.readableBytes() / Float.BYTES));
  }

  @Override
  public void ended(Pull.Status status, String message) {
    write(() -> channel.writeAndFlush(ending(status, message)), () -> {});
  }

  private ByteBuf ending(Pull.Status status, String message) {
    return switch (status) {
      case FINISHED -> Wire.frame(channel.alloc(), Wire.FINISHED);
      case FENCED -> Wire.frame(channel.alloc(), Wire.FENCED);
      case FAILED -> {
        ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.FAILED);
        Wire.writeText(frame, message);
        yield Wire.end(frame);
      }
      case OPEN -> throw new IllegalArgumentException("an open round has a vector");
    };
  }

  private void write(Supplier<ChannelFuture> writing, Runnable otherwise) {
    try {
      channel
          .eventLoop()
          .execute(
              () -> {
                ChannelFuture unused = writing.get().addListener(done -> sent.run());
              });
    } catch (RejectedExecutionException e) {
      // The server's threads have ended, and with them this connection.
      otherwise.run();
    }
  }
}
