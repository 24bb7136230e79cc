package io.lamina.parameters;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/** An allocator that knows to the byte what has not been released. */
final class CountingAllocator {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  ByteBufAllocator get() {
    return allocator;
  }

  long bytes() {
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }
}
