package io.lamina.parameters.server;

import io.lamina.parameters.Push;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * A push on its way in. Its values are kept aside until all have come, so that it counts whole or
 * not at all; as floats, however they travel. Those of a stage that is over are counted, not kept.
 * Not thread-safe.
 */
final class IncomingPush {
  private final Push push;
  private final Optional<StagePart> stage;
  private final ByteBuf values;
  private long missing;

  /**
   * @throws CorruptedFrameException if the stage has no such shard, or vectors of another length
   */
  IncomingPush(Wire.AnnouncedPush announced, Optional<StagePart> stage) {
    stage.ifPresent(open -> requireFits(announced, open.spec()));
    this.push = announced.push();
    this.stage = stage;
    this.missing = announced.bytes();
    this.values = stage.map(StagePart::room).orElse(Unpooled.EMPTY_BUFFER);
  }

  private static void requireFits(Wire.AnnouncedPush announced, StageSpec spec) {
    int shard = announced.push().id().shard();
    int shards = spec.rounds().shards();
    if (announced.bytes() != spec.pushBytes() || shard >= shards) {
      throw new CorruptedFrameException(
          String.format(
              Locale.ROOT,
              "%s: a push of %d bytes for shard %d, where there are %d bytes and %d shards",
              spec.stage(),
              announced.bytes(),
              shard,
              spec.pushBytes(),
              shards));
    }
  }

  /** Takes the next bytes. */
  void add(ByteBuf chunk) {
    int bytes = chunk.readableBytes();
    if (bytes < 1 || bytes > missing) {
      throw new CorruptedFrameException("a chunk of " + bytes + " where " + missing + " miss");
    }
    stage.ifPresent(open -> take(chunk, open.spec()));
    missing -= bytes;
  }

  private void take(ByteBuf chunk, StageSpec spec) {
    long state = (long) spec.vector().stateLength() * Float.BYTES;
    boolean ofState = missing <= state;
    UpdateFormat format = ofState ? UpdateFormat.FLOAT32 : spec.updates();
    long most = ofState ? missing : missing - state;
    int bytes = chunk.readableBytes();
    if (bytes > most || bytes % format.bytes() != 0) {
      throw new CorruptedFrameException(
          String.format(
              Locale.ROOT, "a chunk of %d bytes of %s where %d miss", bytes, format, most));
    }
    format.widen(chunk, values);
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
    stage.ifPresent(open -> open.giveBack(values));
  }
}
