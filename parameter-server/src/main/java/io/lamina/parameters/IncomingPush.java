package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A push on its way in. Its values are kept aside until all have come, so that it counts whole or
 * not at all. Those of a stage that is over are counted, not kept. Not thread-safe.
 */
final class IncomingPush {
  private final Push push;
  private final Optional<StagePart> stage;
  private final ByteBuf values;
  private long missing;

  /**
   * @throws CorruptedFrameException if the stage has no such shard, or vectors of another length
   */
  IncomingPush(
      Wire.AnnouncedPush announced, Optional<StagePart> stage, ByteBufAllocator allocator) {
    stage.ifPresent(open -> requireFits(announced, open.spec()));
    this.push = announced.push();
    this.stage = stage;
    this.missing = (long) announced.floats() * Float.BYTES;
    this.values = stage.isPresent() ? allocator.directBuffer((int) missing) : Unpooled.EMPTY_BUFFER;
  }

  private static void requireFits(Wire.AnnouncedPush announced, StageSpec spec) {
    if (announced.floats() != spec.pushLength() || announced.push().shard() >= spec.shards()) {
      throw new CorruptedFrameException(
          String.format(
              "%s: a push of %d values for shard %d, where there are %d values and %d shards",
              spec.stage(),
              announced.floats(),
              announced.push().shard(),
              spec.pushLength(),
              spec.shards()));
    }
  }

  /** Takes the next bytes. */
  void add(ByteBuf chunk) {
    int bytes = chunk.readableBytes();
    if (bytes < 1 || bytes > missing) {
      throw new CorruptedFrameException("a chunk of " + bytes + " where " + missing + " miss");
    }
    missing -= bytes;
    if (stage.isPresent()) {
      values.writeBytes(chunk);
    }
  }

  boolean whole() {
    return missing == 0;
  }

  /** Hands the whole push to its stage. */
  void deliver() {
    stage.ifPresent(
        open -> open.push(push, values.nioBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()));
  }

  void release() {
    values.release();
  }
}
