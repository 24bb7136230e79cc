package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;

import io.lamina.zoo.plan.DeviceKind;

/**
 * The instructions that an x86-64 processor is held to. Each takes its sums in an order of its own,
 * and is a kind of device.
 */
enum InstructionSet {
  AVX2("cpu-avx2", dnnl_cpu_isa_avx2, 2),
  /** F, BW, VL and DQ: up to twice as fast. */
  AVX512("cpu-avx512", dnnl_cpu_isa_avx512_core, 3);

  private final String kind;
  private final int oneDnn;
  private final int level;

  /**
   * @param oneDnn oneDNN's number of it
   * @param level ND4J's number of a processor that has it
   */
  InstructionSet(String kind, int oneDnn, int level) {
    this.kind = kind;
    this.oneDnn = oneDnn;
    this.level = level;
  }

  DeviceKind kind() {
    return new DeviceKind(kind);
  }

  int oneDnn() {
    return oneDnn;
  }

  int level() {
    return level;
  }
}
