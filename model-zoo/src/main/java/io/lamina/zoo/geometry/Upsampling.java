package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The way back from a {@link Pooling}: each value is repeated over the window that it stands for.
 * It has nothing to learn.
 *
 * @param window of the pooling, whose positions lie side by side and leave nothing out
 */
public record Upsampling(Window window) implements Layer {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if a value of the output lies in no window, or in several
   */
  public Upsampling {
    requireNonNull(window, "window is null");
    boolean tiles =
        window.stride() == window.height()
            && window.stride() == window.width()
            && window.rows() * window.stride() == window.input().height()
            && window.columns() * window.stride() == window.input().width();
    if (!tiles) {
      throw new IllegalArgumentException(
          "no way back through pooling by "
              + window.height()
              + "×"
              + window.width()
              + ", stride "
              + window.stride()
              + ", of maps of "
              + window.input().height()
              + "×"
              + window.input().width()
              + ": its windows have to lie side by side and to cover the maps");
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
