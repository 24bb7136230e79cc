package io.lamina.runtime.device;

import java.util.function.DoubleUnaryOperator;

/** What a device makes of the factors of a product before it multiplies them. */
public enum FactorRounding implements DoubleUnaryOperator {
  /** All bits of a float, or of what the oracle has. */
  NONE(0),
  /** 8 bits, the first of them not stored. */
  BFLOAT16(16),
  /** 11 bits, the first of them not stored. */
  TF32(13);

  private final int dropped;

  /**
   * @param dropped bits of the 24 that a float has
   */
  FactorRounding(int dropped) {
    this.dropped = dropped;
  }

  /** The nearest number that has the bits; of two that are equally near, the even one. */
  @Override
  public double applyAsDouble(double value) {
    if (dropped == 0) {
      return value;
    }
    int bits = Float.floatToRawIntBits((float) value);
    int half = (1 << (dropped - 1)) - 1 + ((bits >>> dropped) & 1);
    return Float.intBitsToFloat((bits + half) & -(1 << dropped));
  }
}
