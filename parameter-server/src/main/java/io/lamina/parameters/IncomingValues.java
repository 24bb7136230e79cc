package io.lamina.parameters;

import io.netty.buffer.ByteBuf;

/** Values on their way in. */
interface IncomingValues {
  /** Takes the next. */
  void add(ByteBuf chunk);

  /** Whether all have come. */
  boolean whole();
}
