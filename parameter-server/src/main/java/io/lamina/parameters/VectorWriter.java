package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** Sends a vector's bytes as chunks, without copying them. */
final class VectorWriter {
  private VectorWriter() {}

  /**
   * Writes the announcing frame and the vector's chunks; releases the vector.
   *
   * @return done when the last byte has left
   */
  static ChannelFuture write(Channel channel, ByteBuf announcement, ByteBuf vector) {
    ChannelFuture last = channel.write(announcement);
    try {
      while (vector.isReadable()) {
        int bytes = Math.min(Wire.CHUNK_BYTES, vector.readableBytes());
        ByteBuf head = channel.alloc().buffer(Integer.BYTES + 1);
        Outbound.write(channel, head.writeIntLE(bytes + 1).writeByte(Wire.CHUNK));
        last = channel.write(vector.readRetainedSlice(bytes));
      }
    } finally {
      vector.release();
    }
    channel.flush();
    return last;
  }
}
