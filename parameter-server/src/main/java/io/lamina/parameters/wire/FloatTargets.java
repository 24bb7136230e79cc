package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Arrays that are filled from chunks, one after the other. Not thread-safe. */
public final class FloatTargets implements IncomingValues {
  private final List<float[]> targets;
  private int target;
  private int filled;

  public FloatTargets(List<float[]> targets) {
    this.targets = targets;
    skipFull();
  }

  /**
   * @throws CorruptedFrameException if it is not a whole number of values, or more than are missing
   */
  @Override
  public void add(ByteBuf chunk) {
    int bytes = chunk.readableBytes();
    if (bytes < Float.BYTES || bytes % Float.BYTES != 0) {
      throw new CorruptedFrameException("a chunk of " + bytes + " bytes out of place");
    }
    FloatBuffer values = chunk.nioBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    while (values.hasRemaining()) {
      if (whole()) {
        throw new CorruptedFrameException(values.remaining() + " values too many");
      }
      float[] into = targets.get(target);
      int count = Math.min(values.remaining(), into.length - filled);
      values.get(into, filled, count);
      filled += count;
      skipFull();
    }
  }

  private void skipFull() {
    while (target < targets.size() && filled == targets.get(target).length) {
      target++;
      filled = 0;
    }
  }

  @Override
  public boolean whole() {
    return target == targets.size();
  }
}
