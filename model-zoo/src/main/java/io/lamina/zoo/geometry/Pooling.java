package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A layer that makes maps smaller: each of its values stands for a window of one map. It has
 * nothing to learn.
 *
 * @param window which stays within the maps
 * @param kind how a window becomes a value
 */
public record Pooling(Window window, Kind kind) implements Windowed {
  private static final long serialVersionUID = 1;

  /** How a window becomes a value. */
  public enum Kind {
    /** The largest; of equal ones the first, row by row, has the slope. */
    MAX,
    /** The mean. */
    AVERAGE
  }

  public Pooling {
    requireNonNull(window, "window is null");
    requireNonNull(kind, "kind is null");
    if (window.border() != Border.VALID) {
      throw new IllegalArgumentException("the window of a pooling layer has to stay in the maps");
    }
  }

  @Override
  public Shape input() {
    return window.input();
  }

  @Override
  public Shape output() {
    return window.positions(window.input().channels());
  }

  /** None beside the pooling. */
  @Override
  public Activation activation() {
    return Activation.LINEAR;
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }

  @Override
  public Pooling over(Window other) {
    return new Pooling(other, kind);
  }

  @Override
  public Upsampling mirror(Activation reconstruction) {
    return new Upsampling(window.beginnings());
  }

  /** There are none. */
  @Override
  public float[] mirrored(float[] weights) {
    return weights.clone();
  }
}
