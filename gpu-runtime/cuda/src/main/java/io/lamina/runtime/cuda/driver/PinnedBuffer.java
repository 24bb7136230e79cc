package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;

/** Memory of the host that a card copies from and to while the host does something else. */
public final class PinnedBuffer {
  private final Stream stream;
  private final BytePointer address;
  private final ByteBuffer bytes;
  private final Event copied;

  /**
   * A buffer.
   *
   * @param stream that copies
   * @param size in bytes
   * @param resources that give it back
   */
  public PinnedBuffer(Stream stream, CardMemory memory, int size, Resources resources) {
    this.stream = stream;
    this.address = memory.pinned(size);
    this.bytes = address.asByteBuffer().order(ByteOrder.nativeOrder());
    this.copied = new Event(stream, resources);
  }

  /** Its content, which may be used when it was {@link #copied}. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Begins to copy its first bytes to the card. */
  public void send(long target, long count) {
    copying(cuMemcpyHtoDAsync(target, address, count, stream.handle()));
  }

  /** Begins to copy from the card to its first bytes. */
  public void fetch(long source, long count) {
    copying(cuMemcpyDtoHAsync(address, source, count, stream.handle()));
  }

  private void copying(int code) {
    stream.card().check(code, "begin a copy");
    copied.record();
  }

  /** The end of the last copy. */
  public Event copied() {
    return copied;
  }
}
