package io.lamina.parameters.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests that lost a buffer. One buffer is lost on purpose: once the detector has
 * found that one, garbage has been collected, what was lost before has been found too, and the
 * detector is known to work.
 */
public final class NoLeaks implements AfterAllCallback {
  private static final int ATTEMPTS = 100;

  @Override
  public void afterAll(ExtensionContext context) {
    for (ByteBufAllocator allocator :
        List.of(ByteBufAllocator.DEFAULT, UnpooledByteBufAllocator.DEFAULT)) {
      // The detector reports what looks the same only once.
      String canary = "lost on purpose " + UUID.randomUUID();
      lose(allocator, canary);
      for (int i = 0; i < ATTEMPTS && !found(canary); i++) {
        System.gc();
        allocator.directBuffer(1).release(); // The detector looks whenever a buffer is made.
      }
      assertThat(found(canary)).as("the leak detector finds what was lost on purpose").isTrue();
      LeakRecorder.leaks().removeIf(leak -> leak.contains(canary));
    }
    assertThat(LeakRecorder.leaks()).isEmpty();
  }

  private static void lose(ByteBufAllocator allocator, String canary) {
    ByteBuf unused = allocator.directBuffer(1).touch(canary);
  }

  private static boolean found(String canary) {
    return LeakRecorder.leaks().stream().anyMatch(leak -> leak.contains(canary));
  }
}
