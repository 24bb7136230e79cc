package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;

/** The answer to a pull on its way in, written straight to where the worker wants it. */
final class IncomingVector {
  private static final int NOT_BEGUN = -1;

  private final float[] target;
  private final int offset;
  private final int length;
  private final CompletableFuture<Pull> answer = new CompletableFuture<>();
  private int round = NOT_BEGUN;
  private int received;

  /**
   * @param target takes the values, {@code length} of them from {@code offset} on
   */
  IncomingVector(float[] target, int offset, int length) {
    this.target = target;
    this.offset = offset;
    this.length = length;
  }

  CompletableFuture<Pull> answer() {
    return answer;
  }

  void begin(int openRound, int floats) {
    if (round != NOT_BEGUN || openRound < 0) {
      throw new CorruptedFrameException("a vector of round " + openRound + " out of place");
    }
    if (floats != length) {
      throw new CorruptedFrameException("its vector has " + floats + " values, not " + length);
    }
    round = openRound;
  }

  void add(ByteBuf chunk) {
    int floats = chunk.readableBytes() / Float.BYTES;
    if (round == NOT_BEGUN
        || floats * Float.BYTES != chunk.readableBytes()
        || floats < 1
        || floats > length - received) {
      throw new CorruptedFrameException("a chunk of " + chunk.readableBytes() + " out of place");
    }
    chunk
        .nioBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, offset + received, floats);
    received += floats;
  }

  boolean whole() {
    return received == length;
  }

  void arrived() {
    answer.complete(Pull.open(round));
  }

  void ended(Pull.Status status, String message) {
    answer.complete(Pull.ended(status, message));
  }

  void lost(ConnectionLostException reason) {
    answer.completeExceptionally(reason);
  }
}
