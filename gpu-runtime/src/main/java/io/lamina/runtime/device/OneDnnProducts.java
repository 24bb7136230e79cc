package io.lamina.runtime.device;

import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_max_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.Locale;

/**
 * Matrix products by oneDNN. The OpenBLAS that comes with ND4J packs its operands with scalar code;
 * the weights are packed in every product, so that a product of theirs with a mini-batch of 20
 * takes up to twice as long as here.
 *
 * <p>Kernels are held to one instruction set, whatever more a processor has: the same sums in the
 * same order, the same bits.
 */
final class OneDnnProducts {
  private static final byte PLAIN = 'N';
  private static final byte TRANSPOSED = 'T';

  /**
   * @throws DeviceException if the processor lacks the instructions, or the process is held to
   *     others already
   */
  OneDnnProducts(InstructionSet instructions) {
    // A process can be limited once, before its first product: later it is limited already.
    dnnl_set_max_cpu_isa(instructions.oneDnn());
    int used = dnnl_get_effective_cpu_isa();
    if (used != instructions.oneDnn()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "cannot compute as %s: oneDNN uses instruction set 0x%x here, not 0x%x (set"
                  + " resources.device to a kind that all executors have, and leave"
                  + " DNNL_MAX_CPU_ISA unset)",
              instructions.kind(),
              used,
              instructions.oneDnn()));
    }
  }

  /** {@code c ← alpha · op(a) · op(b) + beta · c}; the shapes must have been checked. */
  void multiply(
      float alpha,
      Nd4jMatrix a,
      boolean transposeA,
      Nd4jMatrix b,
      boolean transposeB,
      float beta,
      Nd4jMatrix c) {
    long inner = transposeA ? a.rows() : a.columns();
    // oneDNN's matrices are row-major: to it all three are their transposes, and cᵀ = bᵀ aᵀ.
    int status =
        dnnl_sgemm(
            transposeB ? TRANSPOSED : PLAIN,
            transposeA ? TRANSPOSED : PLAIN,
            c.columns(),
            c.rows(),
            inner,
            alpha,
            b.address(),
            b.rows(),
            a.address(),
            a.rows(),
            beta,
            c.address(),
            c.rows());
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN refused a product with status " + status);
    }
  }
}
