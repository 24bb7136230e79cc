package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A layer whose units each read all of the input: {@code f(Wᵀx + b)}. Its parameters are W (inputs
 * × units) and b.
 *
 * @param input what it reads
 * @param output what it gives: the codes of its units
 * @param activation f
 */
public record Dense(Shape input, Shape output, Activation activation) implements Layer {
  private static final long serialVersionUID = 1;

  public Dense {
    requireNonNull(input, "input is null");
    requireNonNull(output, "output is null");
    requireNonNull(activation, "activation is null");
  }

  /** A layer of so many units. */
  public static Dense of(Shape input, int units, Activation activation) {
    return new Dense(input, Shape.plain(units), activation);
  }

  @Override
  public List<Block> blocks() {
    int inputs = input.size();
    int units = output.size();
    return List.of(
        new Block(Block.WEIGHTS, inputs, units, inputs, units),
        new Block(Block.BIAS, units, 1, inputs, units));
  }

  @Override
  public Dense mirror(Activation reconstruction) {
    return new Dense(/* input= */ output, /* output= */ input, reconstruction);
  }

  /** The transpose. */
  @Override
  public float[] mirrored(float[] weights) {
    return Transpose.of(weights, input.size(), output.size());
  }
}
