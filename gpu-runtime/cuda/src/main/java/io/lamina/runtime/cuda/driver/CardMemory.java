package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemsetD32Async;

import io.lamina.runtime.device.DeviceException;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Memory of a card, and of the host for copies to and from it. All is taken at the beginning and
 * given back at the end; the driver itself packs small blocks into larger ones.
 */
public final class CardMemory {
  private final Stream stream;
  private final Resources resources;

  /**
   * The memory that a stream works on.
   *
   * @param resources that give back what is taken
   */
  public CardMemory(Stream stream, Resources resources) {
    this.stream = stream;
    this.resources = resources;
  }

  /**
   * Memory of the card, of any content.
   *
   * @param bytes at least 1
   * @param what it is for, in messages
   */
  public long allocate(long bytes, String what) {
    stream.enter();
    long[] address = new long[1];
    int code = cuMemAlloc(address, bytes);
    if (code == DriverError.OUT_OF_MEMORY) {
      throw outOfMemory(bytes, what);
    }
    stream.card().check(code, "allocate " + what);
    resources.taken(() -> cuMemFree(address[0]));
    return address[0];
  }

  /** The same, all zero; the number of bytes is a multiple of 4. */
  public long zeros(long bytes, String what) {
    long address = allocate(bytes, what);
    stream.card().check(cuMemsetD32Async(address, 0, bytes / 4, stream.handle()), "clear " + what);
    return address;
  }

  private DeviceException outOfMemory(long bytes, String what) {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      stream.card().check(cuMemGetInfo(free, total), "ask for its free memory");
      return new DeviceException(
          String.format(
              Locale.ROOT,
              "%s: no %d bytes for %s: %d MiB of %d are free (take a smaller mini-batch or smaller"
                  + " layers, or see in nvidia-smi who else uses the card)",
              stream.card().title(),
              bytes,
              what,
              free.get() >> 20,
              total.get() >> 20));
    }
  }

  /** Memory of the host that stays where it is. */
  public BytePointer pinned(int bytes) {
    stream.enter();
    try (PointerPointer<BytePointer> address = new PointerPointer<>(1)) {
      stream
          .card()
          .check(cuMemHostAlloc(address, bytes, 0), "pin " + bytes + " bytes of the host's memory");
      BytePointer pinned = address.get(BytePointer.class, 0).capacity(bytes);
      resources.taken(() -> cuMemFreeHost(pinned));
      return pinned;
    }
  }
}
