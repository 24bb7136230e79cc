package io.lamina.runtime.processor;

import io.lamina.runtime.device.Factor;

/** Matrix products of one precision. One thread at a time. */
interface Products extends AutoCloseable {
  /** {@code target ← alpha · a · b + beta · target}; the shapes must have been checked. */
  void multiply(float alpha, Factor a, Factor b, float beta, Nd4jMatrix target);

  /** Frees what it holds beside the matrices. */
  @Override
  default void close() {}
}
