package io.lamina.runtime.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessorFlagsTest {
  private static final List<String> LINES =
      List.of(
          "processor\t: 0",
          "model name\t: Some Processor: fast",
          "flags\t\t: fpu avx2 fma avx512f avx512bw  avx512vl avx512dq",
          "",
          "processor\t: 1",
          "flags\t\t: fpu");

  @Test
  void saysWhatIsLacking() {
    ProcessorFlags flags = ProcessorFlags.of(LINES);

    assertThat(flags.lacking(InstructionSet.AVX512.flags())).isEmpty();
    assertThat(flags.lacking(InstructionSet.AMX.flags()))
        .containsExactly(
            "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16");
  }

  @Test
  void aMachineThatDoesNotTellHasNothing() {
    assertThat(ProcessorFlags.of(List.of("Features : neon")))
        .isEqualTo(new ProcessorFlags(Set.of()));
  }

  /** The build needs it. */
  @Test
  void thisMachineHasAvx2() {
    assertThat(ProcessorFlags.here().lacking(InstructionSet.AVX2.flags())).isEmpty();
  }
}
