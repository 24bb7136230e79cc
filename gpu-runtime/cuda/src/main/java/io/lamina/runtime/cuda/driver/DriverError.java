package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.cuGetErrorName;
import static org.bytedeco.cuda.global.cudart.cuGetErrorString;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** What the driver says of one of its codes. */
record DriverError(int code) {
  static final int OUT_OF_MEMORY = 2;

  /**
   * After these the process gets no other answer: a device that is unavailable, memory errors that
   * could not be corrected, links between cards, what a kernel has done, and the unknown.
   */
  private static final Set<Integer> FINAL =
      Set.of(46, 214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 999);

  /** Whether the process can never use the card again. */
  boolean isFinal() {
    return FINAL.contains(code);
  }

  /** Such as {@code CUDA_ERROR_NO_DEVICE (100: no CUDA-capable device is detected)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s (%d: %s)", text((c, to) -> cuGetErrorName(c, to)), code, description());
  }

  private String description() {
    return text((c, to) -> cuGetErrorString(c, to));
  }

  private String text(BiFunction<Integer, PointerPointer<BytePointer>, Integer> function) {
    try (PointerPointer<BytePointer> to = new PointerPointer<>(1)) {
      return function.apply(code, to) == 0 ? to.get(BytePointer.class, 0).getString() : "unknown";
    }
  }
}
