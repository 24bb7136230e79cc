package io.lamina.parameters.server;

import io.lamina.parameters.Pull;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers a pull over its connection, once; {@link #state} and {@link #ended} may be called from
 * any thread, the rest belongs to the connection's event loop. A vector is written as the
 * connection takes it, and its bytes are not copied for that: encrypted they would be, all at once,
 * if all were handed over at once.
 */
final class PullAnswer implements StagePart.Reader {
  private final Channel channel;
  private final Runnable onGiven;
  private ByteBuf left = Unpooled.EMPTY_BUFFER;

  /**
   * @param onGiven run on the connection's thread when all has been handed to it
   */
  PullAnswer(Channel channel, Runnable onGiven) {
    this.channel = channel;
    this.onGiven = onGiven;
  }

  @Override
  public void state(int round, ByteBuf vector) {
    onLoop(() -> begin(round, vector), vector::release);
  }

  private void begin(int round, ByteBuf vector) {
    if (!channel.isActive()) {
      vector.release();
      return;
    }
    left = vector;
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.STATE);
    frame.writeIntLE(round).writeIntLE(vector.readableBytes() / Float.BYTES);
    Outbound.write(channel, Wire.end(frame));
    write();
  }

  /** Writes as much of the vector as the connection takes, if it is the vector's turn. */
  void write() {
    while (left.isReadable() && channel.isWritable()) {
      writeChunk();
    }
    channel.flush();
  }

  private void writeChunk() {
    int bytes = Math.min(Wire.CHUNK_BYTES, left.readableBytes());
    ByteBuf head = channel.alloc().buffer(Integer.BYTES + 1);
    ByteBuf chunk = left.readRetainedSlice(bytes);
    if (!left.isReadable()) {
      release();
      onGiven.run();
    }
    // Last: a write that fills the connection may come back here.
    Outbound.write(channel, head.writeIntLE(bytes + 1).writeByte(Wire.CHUNK));
    Outbound.write(channel, chunk);
  }

  /** Forgets what has not been written. */
  void release() {
    left.release();
    left = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void ended(Pull.Status status, String message) {
    onLoop(
        () -> {
          onGiven.run();
          Outbound.send(channel, ending(status, message));
        },
        () -> {});
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

  private void onLoop(Runnable writing, Runnable otherwise) {
    try {
      channel.eventLoop().execute(writing);
    } catch (RejectedExecutionException e) {
      // The server's threads have ended, and with them this connection.
      otherwise.run();
    }
  }
}
