package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The way back from a {@link Pooling}: each value is repeated over the window that it stands for,
 * or, where windows overlap, over the square between its beginning and the next one's; the rest is
 * 0. It has nothing to learn.
 *
 * @param window the squares, which lie side by side
 */
public record Upsampling(Window window) implements Layer {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if positions overlap, or leave something out between them
   */
  public Upsampling {
    requireNonNull(window, "window is null");
    if (window.stride() != window.height() || window.stride() != window.width()) {
      throw new IllegalArgumentException(
          "no way back through a window of "
              + window.height()
              + "×"
              + window.width()
              + ", stride "
              + window.stride()
              + ": its positions have to lie side by side");
    }
  }

  @Override
  public Shape input() {
    return window.positions(window.input().channels());
  }

  @Override
  public Shape output() {
    return window.input();
  }

  @Override
  public Activation activation() {
    return Activation.LINEAR;
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }

  @Override
  public Pooling mirror(Activation reconstruction) {
    return new Pooling(window, Pooling.Kind.AVERAGE);
  }

  /** There are none. */
  @Override
  public float[] mirrored(float[] weights) {
    return weights.clone();
  }
}
