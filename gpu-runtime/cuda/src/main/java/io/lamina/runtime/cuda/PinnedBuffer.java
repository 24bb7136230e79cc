package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;

/** Memory of the host that a card copies from and to while the host does something else. */
final class PinnedBuffer {
  private final Stream stream;
  private final BytePointer address;
  private final ByteBuffer bytes;
  private final Event copied;

  PinnedBuffer(Stream stream, CardMemory memory, int size, Resources resources) {
    this.stream = stream;
    this.address = memory.pinned(size);
    this.bytes = address.asByteBuffer().order(ByteOrder.nativeOrder());
    this.copied = new Event(stream, resources);
  }

  /** Its content, which may be used when it was {@link #copied}. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Begins to copy its first bytes to the card. */
  void send(long target, long count) {
    copying(cuMemcpyHtoDAsync(target, address, count, stream.handle()));
  }

  /** Begins to copy from the card to its first bytes. */
  void fetch(long source, long count) {
    copying(cuMemcpyDtoHAsync(address, source, count, stream.handle()));
  }

  private void copying(int code) {
    stream.card().check(code, "begin a copy");
    copied.record();
  }

  /** The end of the last copy. */
  Event copied() {
    return copied;
  }
}
