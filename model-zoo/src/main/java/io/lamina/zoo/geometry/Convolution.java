package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A layer whose units each read a window of the input, and share their weights with the units of
 * the same filter at all other positions: {@code f(Wᵀp + b)} of the patch p (LeCun, Bottou, Bengio,
 * Haffner: Gradient-based learning applied to document recognition, 1998). Its parameters are W
 * (values of a patch × filters) and b, one for each filter. The product is not flipped: it is what
 * others call a cross-correlation.
 *
 * @param window what a unit reads
 * @param filters units at each position, at least 1
 * @param activation f
 */
public record Convolution(Window window, int filters, Activation activation) implements Windowed {
  private static final long serialVersionUID = 1;

  public Convolution {
    requireNonNull(window, "window is null");
    requireNonNull(activation, "activation is null");
    if (filters < 1) {
      throw new IllegalArgumentException("filters is " + filters + ", must be at least 1");
    }
  }

  @Override
  public Shape input() {
    return window.input();
  }

  @Override
  public Shape output() {
    return window.positions(filters);
  }

  @Override
  public List<Block> blocks() {
    int patch = window.patch().size();
    return List.of(
        new Block(Block.WEIGHTS, patch, filters, patch, fanOut()),
        new Block(Block.BIAS, filters, 1, patch, fanOut()));
  }

  /** A value lies in about as many windows as places fit into the stride. */
  private int fanOut() {
    int windows = window.height() * window.width() / (window.stride() * window.stride());
    return filters * Math.max(1, windows);
  }

  @Override
  public Convolution over(Window other) {
    return new Convolution(other, filters, activation);
  }

  @Override
  public TransposedConvolution mirror(Activation reconstruction) {
    return new TransposedConvolution(window, filters, reconstruction);
  }

  /** The patches of all positions. */
  @Override
  public long workSpace() {
    return (long) window.patch().size() * window.count();
  }

  /** The transpose. */
  @Override
  public float[] mirrored(float[] weights) {
    return Transpose.of(weights, window.patch().size(), filters);
  }
}
