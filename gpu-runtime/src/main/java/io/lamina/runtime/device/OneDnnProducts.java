package io.lamina.runtime.device;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_max_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

/**
 * Matrix products by oneDNN. The OpenBLAS that comes with ND4J packs its operands with scalar code;
 * the weights are packed in every product, so that a product of theirs with a mini-batch of 20
 * takes up to twice as long as here.
 *
 * <p>Kernels are AVX2's on every processor: the same sums in the same order, the same bits.
 */
final class OneDnnProducts {
  private static final byte PLAIN = 'N';
  private static final byte TRANSPOSED = 'T';

  /**
   * @throws UnsupportedOperationException if the processor lacks AVX2
   */
  OneDnnProducts() {
    // A process can be limited once, before its first product: later it is limited already.
    dnnl_set_max_cpu_isa(dnnl_cpu_isa_avx2);
    int used = dnnl_get_effective_cpu_isa();
    if (used != dnnl_cpu_isa_avx2) {
      throw new UnsupportedOperationException(
          "oneDNN uses instruction set 0x"
              + Integer.toHexString(used)
              + " of this processor, must be AVX2 (run on an x86-64 processor that has it, and"
              + " leave DNNL_MAX_CPU_ISA unset)");
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
