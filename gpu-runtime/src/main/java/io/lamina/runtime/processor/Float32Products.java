package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import io.lamina.runtime.device.Factor;

/**
 * Products of float32 by oneDNN. The OpenBLAS that comes with ND4J packs its operands with scalar
 * code; the weights are packed in every product, so that a product of theirs with a mini-batch of
 * 20 takes up to twice as long as here.
 */
final class Float32Products implements Products {
  private static final byte PLAIN = 'N';
  private static final byte TRANSPOSED = 'T';

  @Override
  public void multiply(float alpha, Factor a, Factor b, float beta, Nd4jMatrix target) {
    Nd4jMatrix left = Nd4jMatrix.of(a.matrix());
    Nd4jMatrix right = Nd4jMatrix.of(b.matrix());
    // oneDNN's matrices are row-major: to it all three are their transposes, and cᵀ = bᵀ aᵀ.
    OneDnn.require(
        "a product",
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
            target.rows()));
    target.written();
  }

  private static byte order(Factor factor) {
    return factor.transposed() ? TRANSPOSED : PLAIN;
  }
}
