package io.lamina.parameters.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/** An allocator that knows to the byte what has not been released. */
public final class CountingAllocator {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  public ByteBufAllocator get() {
    return allocator;
  }

  public long bytes() {
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }
}
