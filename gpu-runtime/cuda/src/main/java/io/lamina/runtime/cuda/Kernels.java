package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;

import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The kernels of {@code kernels.cu} on a card. */
final class Kernels {
  private static final int MOST_ARGUMENTS = 12;

  private final Stream stream;
  private final CUmod_st module = new CUmod_st();
  private final Map<String, CUfunc_st> functions = new HashMap<>();

  /** Places of 8 bytes: the driver takes of each what the kernel's parameter needs. */
  private final LongPointer arguments = new LongPointer(MOST_ARGUMENTS);

  private final PointerPointer<Pointer> places = new PointerPointer<>(MOST_ARGUMENTS);

  Kernels(Stream stream, KernelImages images, Resources resources) {
    this.stream = stream;
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      places.put(i, arguments.getPointer(i));
    }
    int capability = stream.card().capability();
    if (load(images.kept(capability)) != 0) {
      stream.card().check(load(images.compiled(capability)), "load the kernels");
    }
    resources.taken(() -> cuModuleUnload(module));
  }

  private int load(byte[] image) {
    try (BytePointer bytes = new BytePointer(image)) {
      return cuModuleLoadData(module, bytes);
    }
  }

  /**
   * A launch.
   *
   * @param arguments addresses and whole numbers, as the kernel names them
   */
  Call call(String kernel, Grid grid, long... arguments) {
    return new Launch(this, kernel, grid, arguments);
  }

  private void launch(String kernel, Grid grid, long... values) {
    arguments.put(values, 0, values.length);
    int code =
        cuLaunchKernel(
            functions.computeIfAbsent(kernel, this::function),
            grid.x(),
            grid.y(),
            1,
            grid.threadsX(),
            grid.threadsY(),
            1,
            0,
            stream.handle(),
            places,
            null);
    stream.card().check(code, "launch " + kernel);
  }

  private CUfunc_st function(String kernel) {
    CUfunc_st function = new CUfunc_st();
    stream.card().check(cuModuleGetFunction(function, module, kernel), "find " + kernel);
    return function;
  }

  private static final class Launch implements Call {
    private final Kernels kernels;
    private final String kernel;
    private final Grid grid;
    private final long[] arguments;

    Launch(Kernels kernels, String kernel, Grid grid, long... arguments) {
      this.kernels = kernels;
      this.kernel = kernel;
      this.grid = grid;
      this.arguments = arguments;
    }

    @Override
    public void issue() {
      kernels.launch(kernel, grid, arguments);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Launch launch
          && kernel.equals(launch.kernel)
          && grid.equals(launch.grid)
          && Arrays.equals(arguments, launch.arguments);
    }

    @Override
    public int hashCode() {
      return 31 * kernel.hashCode() + Arrays.hashCode(arguments);
    }
  }
}
