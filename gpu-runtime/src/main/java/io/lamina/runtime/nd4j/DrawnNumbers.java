package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.NormalQuantile;
import io.lamina.runtime.device.RandomKey;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Random numbers as arrays of a matrix's shape. They are drawn on the host and uploaded: ND4J needs
 * two dozen passes over an array of integers for what is one pass here.
 */
final class DrawnNumbers {
  /** The bits of 1. */
  private static final int ONE = 0x3F800000;

  private final float[] normal = new float[NormalQuantile.COUNT];

  DrawnNumbers() {
    for (int bits = 0; bits < normal.length; bits++) {
      normal[bits] = NormalQuantile.ofBits(bits);
    }
  }

  /** What is made of 16 random bits. */
  @FunctionalInterface
  interface FromBits {
    float of(int bits);
  }

  /** A number for every 16 random bits. */
  INDArray of(Matrix like, RandomKey key, FromBits number) {
    float[] values = new float[like.size()];
    int[] random = new int[RandomKey.BLOCK];
    for (int first = 0; first < values.length; first += RandomKey.BLOCK) {
      int count = Math.min(RandomKey.BLOCK, values.length - first);
      key.fillShort(first, random, count);
      for (int i = 0; i < count; i++) {
        values[first + i] = number.of(random[i]);
      }
    }
    return array(like, values);
  }

  /** Normal numbers. */
  INDArray normal(Matrix like, RandomKey key) {
    return of(like, key, bits -> normal[bits]);
  }

  /** Numbers from 1 to 2, multiples of 2⁻²³. */
  INDArray oneToTwo(int rows, int columns, RandomKey key) {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    int[] random = new int[RandomKey.BLOCK];
    for (int first = 0; first < values.length; first += RandomKey.BLOCK) {
      int count = Math.min(RandomKey.BLOCK, values.length - first);
      key.fill(first, random, count);
      for (int i = 0; i < count; i++) {
        values[first + i] = Float.intBitsToFloat(ONE | (random[i] >>> 9));
      }
    }
    return Nd4j.create(values, new long[] {rows, columns}, 'f');
  }

  /** 1 at one place of each column, which the key's number of the column chooses; else 0. */
  INDArray one(Matrix like, RandomKey key) {
    float[] values = new float[like.size()];
    for (int j = 0; j < like.columns(); j++) {
      values[j * like.rows() + key.below(j, like.rows())] = 1f;
    }
    return array(like, values);
  }

  private static INDArray array(Matrix like, float[] values) {
    return Nd4j.create(values, new long[] {like.rows(), like.columns()}, 'f');
  }
}
