package io.lamina.runtime.units;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.Stack;

/**
 * How much the units of a layer are alike: the cosines of their weight vectors. One thread at a
 * time; closing frees the device's memory.
 */
public final class UnitSimilarity implements AutoCloseable {
  private static final int BLOCK = 256;

  private final Operations operations;
  private final int blocks;
  private final Matrix directions;
  private final Matrix work;
  private final float[] cosines;

  /**
   * @param stack the stack that the layer is in
   * @param layer the layer, counted from 0
   * @param parameters the stack's
   * @param units how many of its units are compared, the first ones; the cost grows as the square
   * @param operations the device; closed with this
   */
  public UnitSimilarity(
      Stack stack, int layer, float[] parameters, int units, Operations operations) {
    Layer looked = stack.layers().get(layer);
    if (units < 1 || units > looked.units()) {
      throw new IllegalArgumentException(units + " units of a layer of " + looked.units());
    }
    this.operations = operations;
    this.blocks = (units + BLOCK - 1) / BLOCK;
    int inputs = looked.block(Block.WEIGHTS).rows();
    this.directions = operations.allocate(inputs, blocks * BLOCK);
    this.work = operations.allocate(BLOCK, blocks * BLOCK);
    this.cosines = new float[work.size()];
    float[] vectors = new float[directions.size()];
    Span compared = stack.firstColumns(layer, Block.WEIGHTS, units);
    System.arraycopy(parameters, compared.from(), vectors, 0, compared.length());
    normalise(vectors, inputs);
    operations.upload(vectors, 0, directions);
  }

  /** Vectors of zeros, such as those that fill up the last block, are like nothing. */
  private static void normalise(float[] vectors, int length) {
    for (int first = 0; first < vectors.length; first += length) {
      double squares = 0;
      for (int i = first; i < first + length; i++) {
        squares += (double) vectors[i] * vectors[i];
      }
      double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
      for (int i = first; i < first + length; i++) {
        vectors[i] = (float) (vectors[i] * scale);
      }
    }
  }

  /**
   * The number of units that do what another one before them does.
   *
   * @param cosine of their weight vectors, which must be larger
   */
  public int duplicates(double cosine) {
    int duplicates = 0;
    for (int block = 0; block < blocks; block++) {
      Matrix own = directions.columns(block * BLOCK, BLOCK);
      Matrix upToOwn = directions.columns(0, (block + 1) * BLOCK);
      Matrix product = work.columns(0, upToOwn.columns());
      operations.multiply(1f, own.transposed(), upToOwn.plain(), 0f, product);
      operations.download(product, cosines, 0);
      for (int unit = 0; unit < BLOCK; unit++) {
        duplicates += hasEarlier(unit, block * BLOCK + unit, cosine) ? 1 : 0;
      }
    }
    return duplicates;
  }

  private boolean hasEarlier(int row, int count, double cosine) {
    for (int earlier = 0; earlier < count; earlier++) {
      if (cosines[earlier * BLOCK + row] > cosine) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    operations.close();
  }
}
