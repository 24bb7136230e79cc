package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cudart.CU_EVENT_DISABLE_TIMING;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventDestroy;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.javacpp.BytePointer;

/** Memory of the host that a card copies from and to while the host does something else. */
final class PinnedBuffer {
  private final Stream stream;
  private final BytePointer address;
  private final ByteBuffer bytes;
  private final CUevent_st copied = new CUevent_st();

  PinnedBuffer(Stream stream, CardMemory memory, int size, Resources resources) {
    this.stream = stream;
    this.address = memory.pinned(size);
    this.bytes = address.asByteBuffer().order(ByteOrder.nativeOrder());
    stream.card().check(cuEventCreate(copied, CU_EVENT_DISABLE_TIMING), "make an event");
    resources.taken(() -> cuEventDestroy(copied));
  }

  /** Its content, which may be used after {@link #await}. */
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
    stream.card().check(cuEventRecord(copied, stream.handle()), "mark the end of a copy");
  }

  /** Waits for the last copy. */
  void await() {
    stream.card().check(cuEventSynchronize(copied), "copy");
  }
}
