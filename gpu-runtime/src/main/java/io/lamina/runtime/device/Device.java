package io.lamina.runtime.device;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;

import io.lamina.zoo.plan.DeviceChoice;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The kinds of device. Equal plans on equal data give the same bits on equal kinds; sums are taken
 * in another order on another kind, and give others. A process computes on one kind, once and for
 * all.
 */
public enum Device {
  /** An x86-64 processor by its AVX2 instructions. */
  CPU_AVX2("cpu-avx2", dnnl_cpu_isa_avx2, 2),
  /** An x86-64 processor by its AVX-512 instructions (F, BW, VL and DQ): up to twice as fast. */
  CPU_AVX512("cpu-avx512", dnnl_cpu_isa_avx512_core, 3);

  private final String shownAs;
  private final int instructionSet;
  private final int level;

  /**
   * @param instructionSet oneDNN's number of it
   * @param level ND4J's number for a processor that has it
   */
  Device(String shownAs, int instructionSet, int level) {
    this.shownAs = shownAs;
    this.instructionSet = instructionSet;
    this.level = level;
  }

  /**
   * The kind a plan asks for; the fastest of this machine where the plan leaves it open.
   *
   * @throws DeviceException if it leaves it open and this machine has none
   */
  public static Device chosen(DeviceChoice choice) {
    return switch (choice) {
      case AUTO -> best();
      case CPU_AVX2 -> CPU_AVX2;
      case CPU_AVX512 -> CPU_AVX512;
    };
  }

  /**
   * The fastest kind of this machine.
   *
   * @throws DeviceException if it has none
   */
  public static Device best() {
    if (CPU_AVX512.isHere()) {
      return CPU_AVX512;
    }
    if (CPU_AVX2.isHere()) {
      return CPU_AVX2;
    }
    throw new DeviceException("this processor lacks AVX2 (run on an x86-64 processor that has it)");
  }

  private boolean isHere() {
    // ND4J's native side can be asked once its backend was chosen.
    requireNonNull(Nd4j.getBackend(), "ND4J has no backend");
    return NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel() >= level;
  }

  /**
   * The operations of this kind of device on this machine.
   *
   * @throws DeviceException if this machine lacks it, or the process computes on another kind
   */
  public Operations open() {
    return new Nd4jOperations(this);
  }

  /** oneDNN's number of the instruction set its kernels are held to. */
  int instructionSet() {
    return instructionSet;
  }

  /** As a plan names it. */
  @Override
  public String toString() {
    return shownAs;
  }
}
