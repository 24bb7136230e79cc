package io.lamina.runtime.units;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.train.LayerStack;

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
   * @param layer the layer's shape
   * @param parameters of the stack the layer is in
   * @param offset where the layer's weights begin
   * @param units how many of its units are compared, the first ones; the cost grows as the square
   * @param operations the device; closed with this
   */
  public UnitSimilarity(
      LayerStack.Layer layer, float[] parameters, int offset, int units, Operations operations) {
    if (units < 1 || units > layer.units()) {
      throw new IllegalArgumentException(units + " units of a layer of " + layer.units());
    }
    this.operations = operations;
    this.blocks = (units + BLOCK - 1) / BLOCK;
    this.directions = operations.allocate(layer.inputs(), blocks * BLOCK);
    this.work = operations.allocate(BLOCK, blocks * BLOCK);
    this.cosines = new float[work.size()];
    float[] vectors = new float[directions.size()];
    System.arraycopy(parameters, offset, vectors, 0, layer.inputs() * units);
    normalise(vectors, layer.inputs());
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
      operations.multiply(1f, own, true, upToOwn, false, 0f, product);
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
