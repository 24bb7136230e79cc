package io.lamina.runtime.cuda.driver;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * NVIDIA's libraries in this process. They are loaded once, here: a class of the presets that is
 * touched where its library is missing is broken for as long as the process lives, and says why the
 * first time only.
 */
public final class CudaLibraries {
  /** The major version of CUDA that the presets are linked to. */
  public static final int CUDA = cudart.CUDA_VERSION / 1000;

  private static final Optional<String> DRIVER = load(cudart.class);
  private static final Optional<String> TOOLKIT =
      DRIVER.isPresent() ? DRIVER : load(nvrtc.class).or(() -> load(cublas.class));

  private CudaLibraries() {}

  /** Why they cannot be used, and what helps; empty if they can. */
  public static Optional<String> problem() {
    return DRIVER
        .map(
            reason ->
                String.format(
                    Locale.ROOT,
                    "NVIDIA's driver cannot be loaded: %s (install a driver for CUDA %d, and"
                        + " libcudart.so.%d)",
                    reason,
                    CUDA,
                    CUDA))
        .or(
            () ->
                TOOLKIT.map(
                    reason ->
                        String.format(
                            Locale.ROOT,
                            "the driver is there, but NVRTC and cuBLASLt cannot be loaded: %s"
                                + " (install the libraries of CUDA %d, and name their directory in"
                                + " LD_LIBRARY_PATH)",
                            reason,
                            CUDA)));
  }

  private static Optional<String> load(Class<?> preset) {
    try {
      Loader.load(preset);
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(reason(e));
    }
  }

  /** The first cause says what is missing. */
  private static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
