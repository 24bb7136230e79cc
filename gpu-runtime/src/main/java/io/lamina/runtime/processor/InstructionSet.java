package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;

import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.List;

/**
 * The instructions that an x86-64 processor is held to. Each takes its sums in an order of its own,
 * and is a kind of device.
 */
enum InstructionSet {
  AVX2("cpu-avx2", 1, dnnl_cpu_isa_avx2, Precision.FLOAT32, "avx2 fma"),
  /** Up to twice as fast. */
  AVX512(
      "cpu-avx512",
      2,
      dnnl_cpu_isa_avx512_core,
      Precision.FLOAT32,
      "avx512f avx512bw avx512vl avx512dq"),
  /** Products of bfloat16, two at a time where float32 takes one. */
  AVX512_BF16(
      "cpu-avx512-bf16",
      3,
      dnnl_cpu_isa_avx512_core_bf16,
      Precision.MIXED,
      AVX512.flags + " avx512_vnni avx512_bf16"),
  /** Products of bfloat16 on the processor's matrix unit. */
  AMX(
      "cpu-amx",
      4,
      dnnl_cpu_isa_avx512_core_amx,
      Precision.MIXED,
      AVX512_BF16.flags + " avx512_fp16 amx_tile amx_int8 amx_bf16");

  private final String kind;
  private final int preference;
  private final int oneDnn;
  private final Precision precision;
  private final String flags;

  /**
   * @param preference the faster the higher
   * @param oneDnn oneDNN's number of it
   * @param flags what oneDNN asks of a processor for it, by Linux's names
   */
  InstructionSet(String kind, int preference, int oneDnn, Precision precision, String flags) {
    this.kind = kind;
    this.preference = preference;
    this.oneDnn = oneDnn;
    this.precision = precision;
    this.flags = flags;
  }

  DeviceKind kind() {
    return new DeviceKind(kind);
  }

  int preference() {
    return preference;
  }

  int oneDnn() {
    return oneDnn;
  }

  Precision precision() {
    return precision;
  }

  /** What a processor must have, by Linux's names. */
  List<String> flags() {
    return List.of(flags.split(" "));
  }
}
