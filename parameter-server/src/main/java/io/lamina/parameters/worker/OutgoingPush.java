package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Push;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A push on its way out: it is written as the connection takes it, while its worker does something
 * else. What it sends is not to be changed before {@link #sent}. Its methods but that belong to the
 * connection's event loop.
 */
final class OutgoingPush {
  private final Push push;
  private final UpdateFormat format;
  private final FloatBuffer difference;
  private final FloatBuffer state;
  private final CompletableFuture<Void> sent = new CompletableFuture<>();
  private boolean begun;

  /**
   * @param format that the difference travels in
   */
  OutgoingPush(Push push, UpdateFormat format, FloatBuffer difference, FloatBuffer state) {
    this.push = push;
    this.format = format;
    this.difference = difference;
    this.state = state;
  }

  /** Completes when all has been handed to the connection; fails if the server is gone before. */
  CompletableFuture<Void> sent() {
    return sent;
  }

  private boolean whole() {
    return !difference.hasRemaining() && !state.hasRemaining();
  }

  /**
   * Writes as much as the connection takes.
   *
   * @return whether that was all
   */
  boolean write(Channel channel) {
    if (!begun) {
      begun = true;
      announce(channel);
    }
    while (!whole() && channel.isWritable()) {
      writeChunk(channel);
    }
    if (whole()) {
      sent.complete(null);
    }
    return whole();
  }

  private void announce(Channel channel) {
    ByteBuf head = Wire.begin(channel.alloc().buffer(), Wire.PUSH);
    int bytes = difference.remaining() * format.bytes() + state.remaining() * Float.BYTES;
    Wire.writePush(head, push, bytes);
    Outbound.write(channel, Wire.end(head));
  }

  private void writeChunk(Channel channel) {
    boolean ofState = !difference.hasRemaining();
    FloatBuffer from = ofState ? state : difference;
    UpdateFormat how = ofState ? UpdateFormat.FLOAT32 : format;
    int count = Math.min(from.remaining(), Wire.CHUNK_BYTES / how.bytes());
    int bytes = count * how.bytes();
    ByteBuf chunk = channel.alloc().directBuffer(Integer.BYTES + 1 + bytes);
    how.write(
        from.slice(from.position(), count), chunk.writeIntLE(bytes + 1).writeByte(Wire.CHUNK));
    from.position(from.position() + count);
    Outbound.write(channel, chunk);
  }

  void lost(ConnectionLostException reason) {
    sent.completeExceptionally(reason);
  }
}
