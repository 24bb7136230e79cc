package io.lamina.zoo.plan;

import java.util.Locale;

/** With what precision a device computes matrix products. All else is always float32. */
public enum Precision {
  /** Factors and sums of 32 bits. */
  FLOAT32,
  /**
   * Factors of fewer bits, such as bfloat16 or TensorFloat-32, and sums of 32 bits: several times
   * as fast where there are units for it (Micikevicius et al., Mixed precision training, ICLR
   * 2018).
   */
  MIXED;

  /** As a plan writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
