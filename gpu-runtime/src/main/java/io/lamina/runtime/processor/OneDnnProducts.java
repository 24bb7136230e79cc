package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_max_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Factor;
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

  /** {@code target ← alpha · a · b + beta · target}; the shapes must have been checked. */
  void multiply(float alpha, Factor a, Factor b, float beta, Nd4jMatrix target) {
    Nd4jMatrix left = Nd4jMatrix.of(a.matrix());
    Nd4jMatrix right = Nd4jMatrix.of(b.matrix());
    // oneDNN's matrices are row-major: to it all three are their transposes, and cᵀ = bᵀ aᵀ.
    int status =
        dnnl_sgemm(
            order(b),
            order(a),
            target.columns(),
            target.rows(),
            a.columns(),
            alpha,
            right.address(),
            right.rows(),
            left.address(),
            left.rows(),
            beta,
            target.address(),
            target.rows());
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN refused a product with status " + status);
    }
  }

  private static byte order(Factor factor) {
    return factor.transposed() ? TRANSPOSED : PLAIN;
  }
}
