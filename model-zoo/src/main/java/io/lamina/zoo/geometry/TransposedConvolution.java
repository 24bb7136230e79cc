package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The way back from a {@link Convolution}'s codes to its input: the codes at each position make a
 * patch, {@code Wᵀh}, and each value of the output is the sum of what the patches say of it, with a
 * bias for each channel and a non-linearity. Its parameters are W (filters × values of a patch) and
 * the bias.
 *
 * @param window of the convolution that it leads back from
 * @param filters maps that it reads, at least 1
 * @param activation of the output
 */
public record TransposedConvolution(Window window, int filters, Activation activation)
    implements Layer {
  private static final long serialVersionUID = 1;

  public TransposedConvolution {
    requireNonNull(window, "window is null");
    requireNonNull(activation, "activation is null");
    if (filters < 1) {
      throw new IllegalArgumentException("filters is " + filters + ", must be at least 1");
    }
  }

  @Override
  public Shape input() {
    return window.positions(filters);
  }

  @Override
  public Shape output() {
    return window.input();
  }

  @Override
  public List<Block> blocks() {
    Block forth = mirror(Activation.LINEAR).block(Block.WEIGHTS);
    int channels = window.input().channels();
    int fanIn = forth.fanOut();
    int fanOut = forth.fanIn();
    return List.of(
        new Block(Block.WEIGHTS, filters, forth.rows(), fanIn, fanOut),
        new Block(Block.BIAS, channels, 1, fanIn, fanOut));
  }

  @Override
  public Convolution mirror(Activation reconstruction) {
    return new Convolution(window, filters, reconstruction);
  }

  /** The patches of all positions. */
  @Override
  public long workSpace() {
    return (long) window.patch().size() * window.count();
  }

  /** The transpose. */
  @Override
  public float[] mirrored(float[] weights) {
    return Transpose.of(weights, filters, window.patch().size());
  }
}
