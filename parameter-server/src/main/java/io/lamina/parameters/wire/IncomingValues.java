package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;

/** Values on their way in. */
public interface IncomingValues {
  /** Takes the next. */
  void add(ByteBuf chunk);

  /** Whether all have come. */
  boolean whole();
}
