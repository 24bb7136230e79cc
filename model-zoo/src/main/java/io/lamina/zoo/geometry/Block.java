package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A matrix of parameters, which a vector holds column by column.
 *
 * @param name what the parameters are, the same for all layers
 * @param rows at least 1
 * @param columns at least 1
 * @param fanIn the values that one unit of the layer reads
 * @param fanOut the units that read one of these values
 */
public record Block(String name, int rows, int columns, int fanIn, int fanOut)
    implements Serializable {
  /** What a layer multiplies its input by. */
  public static final String WEIGHTS = "weights";

  /** What is added to a layer's products. */
  public static final String BIAS = "bias";

  /** What is added to the products on the way back to a layer's input. */
  public static final String VISIBLE_BIAS = "visible bias";

  /** Weights of the way back, laid out as those of the way there. */
  public static final String DECODER = "decoder";

  private static final long serialVersionUID = 1;

  public Block {
    requireNonNull(name, "name is null");
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          name + " of " + rows + "×" + columns + " parameters, must be at least 1×1");
    }
  }

  /** The number of parameters. */
  public long size() {
    return (long) rows * columns;
  }

  /** A block of the same form. */
  Block named(String other) {
    return new Block(other, rows, columns, fanIn, fanOut);
  }
}
