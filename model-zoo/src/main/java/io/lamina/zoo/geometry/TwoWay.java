package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer with its way back, as it is trained without labels: {@code h = f(Wᵀx + b)}, {@code y =
 * g(V h + c)}. Its parameters are one vector: the encoder's (W and b), c, and V where the decoder
 * has weights of its own, laid out as W.
 *
 * @param encoder from x to h
 * @param decoder from h to y, the encoder's mirror
 * @param tied whether V is W
 */
public record TwoWay(Layer encoder, Layer decoder, boolean tied) {
  public TwoWay {
    requireNonNull(encoder, "encoder is null");
    if (!decoder.equals(encoder.mirror(decoder.activation()))) {
      throw new IllegalArgumentException(decoder + " does not lead back from " + encoder);
    }
  }

  /**
   * A layer and its mirror.
   *
   * @param reconstruction g
   * @param tied whether V is W
   */
  public static TwoWay of(Layer encoder, Activation reconstruction, boolean tied) {
    return new TwoWay(encoder, encoder.mirror(reconstruction), tied);
  }

  /** All parameters, in the order of the vector. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(encoder.blocks());
    blocks.add(decoder.block(Block.BIAS).named(Block.VISIBLE_BIAS));
    if (!tied) {
      blocks.add(encoder.block(Block.WEIGHTS).named(Block.DECODER));
    }
    return blocks;
  }

  /**
   * The number of parameters.
   *
   * @throws IllegalArgumentException if they are more than a vector can hold
   */
  public int parameterCount() {
    return layout().length();
  }

  private Layout layout() {
    return new Layout(blocks());
  }

  /**
   * Where a block lies in the vector. That of the decoder's weights is the encoder's where they are
   * tied.
   */
  public Span span(String block) {
    if (tied && block.equals(Block.DECODER)) {
      return span(Block.WEIGHTS);
    }
    return layout().span(0, blocks().size(), block);
  }

  /** The encoder's parameters, as a stack has them, of a vector of all. */
  public float[] encoderParameters(float[] vector) {
    return Arrays.copyOf(vector, new Layout(encoder.blocks()).length());
  }

  /** The decoder's parameters, as a stack has them, of a vector of all. */
  public float[] decoderParameters(float[] vector) {
    Stack back = new Stack(decoder.input(), List.of(decoder));
    float[] parameters = new float[back.parameterCount()];
    float[] weights = encoder.mirrored(span(Block.DECODER).of(vector));
    System.arraycopy(weights, 0, parameters, back.span(0, Block.WEIGHTS).from(), weights.length);
    float[] bias = span(Block.VISIBLE_BIAS).of(vector);
    System.arraycopy(bias, 0, parameters, back.span(0, Block.BIAS).from(), bias.length);
    return parameters;
  }

  /**
   * The vector of all, from the parameters of the encoder and of the decoder. Where weights are
   * tied, those of the encoder count.
   *
   * @param encoder as {@link #encoderParameters} has them
   * @param decoder as {@link #decoderParameters} has them
   */
  public float[] joined(float[] encoder, float[] decoder) {
    Stack back = new Stack(this.decoder.input(), List.of(this.decoder));
    float[] vector = Arrays.copyOf(encoder, parameterCount());
    put(back.span(0, Block.BIAS).of(decoder), vector, span(Block.VISIBLE_BIAS));
    if (!tied) {
      float[] weights = back.span(0, Block.WEIGHTS).of(decoder);
      put(this.decoder.mirrored(weights), vector, span(Block.DECODER));
    }
    return vector;
  }

  private static void put(float[] block, float[] vector, Span span) {
    System.arraycopy(block, 0, vector, span.from(), span.length());
  }
}
