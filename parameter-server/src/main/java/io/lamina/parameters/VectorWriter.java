package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Sends a vector's bytes as chunks, without copying them. */
final class VectorWriter {
  private VectorWriter() {}

  /** Writes the announcing frame and the vector's chunks; releases the vector. */
  static void write(Channel channel, ByteBuf announcement, ByteBuf vector) {
    Outbound.write(channel, announcement);
    while (vector.isReadable()) {
      int bytes = Math.min(Wire.CHUNK_BYTES, vector.readableBytes());
      ByteBuf head = channel.alloc().buffer(Integer.BYTES + 1);
      head.writeIntLE(bytes + 1).writeByte(Wire.CHUNK);
      Outbound.write(channel, head);
      Outbound.write(channel, vector.readRetainedSlice(bytes));
    }
    channel.flush();
    vector.release();
  }
}
