package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;

/** Values that nobody wants: they are counted, not kept. Not thread-safe. */
public final class SkippedValues implements IncomingValues {
  private long missing;

  public SkippedValues(long values) {
    this.missing = values * Float.BYTES;
  }

  @Override
  public void add(ByteBuf chunk) {
    if (!chunk.isReadable() || chunk.readableBytes() > missing) {
      throw new CorruptedFrameException(
          "a chunk of " + chunk.readableBytes() + " where " + missing + " miss");
    }
    missing -= chunk.readableBytes();
  }

  @Override
  public boolean whole() {
    return missing == 0;
  }
}
