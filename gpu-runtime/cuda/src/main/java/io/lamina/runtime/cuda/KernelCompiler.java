package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetNumSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTX;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTXSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import io.lamina.runtime.device.DeviceException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** NVRTC. */
final class KernelCompiler {
  /** Products are not fused with sums: the bits are then those of Java. */
  private static final List<String> OPTIONS = List.of("--std=c++17", "--fmad=false");

  /** Its version, such as {@code 13.0}. */
  String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtcVersion(major, minor), "ask for NVRTC's version");
    return major[0] + "." + minor[0];
  }

  /**
   * How to compile for a card: to its machine code, or, where the card is newer than NVRTC, to code
   * that the driver translates.
   *
   * @param capability ten times its compute capability
   */
  List<String> options(int capability) {
    int[] known = capabilities();
    boolean own = Arrays.stream(known).anyMatch(each -> each == capability);
    int newest = Arrays.stream(known).filter(each -> each <= capability).max().orElse(capability);
    String architecture = own ? "sm_" + capability : "compute_" + newest;
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("--gpu-architecture=" + architecture), OPTIONS.stream())
        .toList();
  }

  private static int[] capabilities() {
    int[] count = new int[1];
    check(nvrtcGetNumSupportedArchs(count), "ask for NVRTC's architectures");
    int[] capabilities = new int[count[0]];
    check(nvrtcGetSupportedArchs(capabilities), "ask for NVRTC's architectures");
    return capabilities;
  }

  /**
   * What a card can load.
   *
   * @throws DeviceException with NVRTC's messages
   */
  byte[] compile(String source, List<String> options) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer text = new BytePointer(source);
        BytePointer name = new BytePointer("kernels.cu");
        PointerPointer<BytePointer> words = new PointerPointer<>(options.toArray(String[]::new))) {
      PointerPointer<BytePointer> none = null;
      check(nvrtcCreateProgram(program, text, name, 0, none, none), "begin to compile the kernels");
      int code = nvrtcCompileProgram(program, options.size(), words);
      if (code != 0) {
        throw new DeviceException(
            String.format("NVRTC %s cannot compile the kernels: %s", version(), log(program)));
      }
      return options.get(0).contains("sm_") ? machineCode(program) : translatable(program);
    } finally {
      nvrtcDestroyProgram(program);
    }
  }

  private static byte[] machineCode(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtcGetCUBINSize(program, size), "take the machine code");
      byte[] image = new byte[Math.toIntExact(size.get())];
      check(nvrtcGetCUBIN(program, image), "take the machine code");
      return image;
    }
  }

  private static byte[] translatable(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtcGetPTXSize(program, size), "take the code");
      byte[] image = new byte[Math.toIntExact(size.get())];
      check(nvrtcGetPTX(program, image), "take the code");
      return image;
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      nvrtcGetProgramLogSize(program, size);
      try (BytePointer log = new BytePointer(size.get())) {
        nvrtcGetProgramLog(program, log);
        return log.getString();
      }
    }
  }

  private static void check(int code, String doing) {
    if (code != 0) {
      throw new DeviceException(
          String.format("cannot %s: %s", doing, nvrtcGetErrorString(code).getString()));
    }
  }
}
