package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A layer whose units each read all of the input and are classes: what its units give are logits,
 * {@code Wᵀx + b}, whose softmax is the classes' probabilities.
 *
 * @param input what it reads
 * @param classes at least 2
 */
public record Softmax(Shape input, int classes) implements Layer {
  private static final long serialVersionUID = 1;

  public Softmax {
    requireNonNull(input, "input is null");
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ", must be at least 2");
    }
  }

  @Override
  public Shape output() {
    return Shape.plain(classes);
  }

  /** That of the logits. */
  @Override
  public Activation activation() {
    return Activation.LINEAR;
  }

  @Override
  public List<Block> blocks() {
    return dense().blocks();
  }

  @Override
  public Layer mirror(Activation reconstruction) {
    return dense().mirror(reconstruction);
  }

  @Override
  public float[] mirrored(float[] weights) {
    return dense().mirrored(weights);
  }

  private Dense dense() {
    return new Dense(input, output(), activation());
  }
}
