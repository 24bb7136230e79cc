package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer that learns from the patches of a window, and becomes a convolution: its units are the
 * filters. On the way back the patches of all positions are laid over each other. Where they
 * overlap the weights are divided by how many lie on a place in the middle, so that the sum is
 * their mean, and the bias of a channel is the mean of what the patch has for it.
 *
 * @param ofPatch a dense layer that learns from patches
 * @param convolution what becomes of it
 * @param pooling of the convolution's maps; empty if they stay as they are
 */
public record OverPatches(Pretrained ofPatch, Convolution convolution, Optional<Pooling> pooling)
    implements Pretrained {
  /**
   * @throws IllegalArgumentException if the shapes do not belong together
   */
  public OverPatches {
    requireNonNull(ofPatch, "ofPatch is null");
    requireNonNull(convolution, "convolution is null");
    requireNonNull(pooling, "pooling is null");
    if (!ofPatch.learnt().encoder().blocks().equals(patchBlocks(convolution))) {
      throw new IllegalArgumentException(ofPatch + " does not become " + convolution);
    }
  }

  private static List<Block> patchBlocks(Convolution convolution) {
    Shape patch = convolution.window().patch();
    return Dense.of(patch, convolution.filters(), convolution.activation()).blocks();
  }

  @Override
  public TwoWay learnt() {
    return ofPatch.learnt();
  }

  @Override
  public List<Layer> up() {
    List<Layer> up = new ArrayList<>(List.of(convolution));
    pooling.ifPresent(up::add);
    return up;
  }

  @Override
  public List<Layer> down() {
    List<Layer> down = new ArrayList<>();
    pooling.ifPresent(pooled -> down.add(pooled.mirror(Activation.LINEAR)));
    down.add(convolution.mirror(learnt().decoder().activation()));
    return down;
  }

  @Override
  public float[] upParameters(float[] vector) {
    return ofPatch.upParameters(vector);
  }

  @Override
  public float[] downParameters(float[] vector) {
    float[] ofPatches = ofPatch.downParameters(vector);
    Stack back = new Stack(convolution.output(), down().subList(down().size() - 1, down().size()));
    Span weights = back.span(0, Block.WEIGHTS);
    Span bias = back.span(0, Block.BIAS);
    float[] parameters = new float[back.parameterCount()];
    for (int i = 0; i < weights.length(); i++) {
      parameters[weights.from() + i] = ofPatches[i] / overlap();
    }
    int places = convolution.window().height() * convolution.window().width();
    for (int i = 0; i < places * bias.length(); i++) {
      float ofPlace = ofPatches[weights.length() + i];
      parameters[bias.from() + i % bias.length()] += ofPlace / places;
    }
    return parameters;
  }

  /** Every place of a patch has its channel's bias: what its own was is not known any more. */
  @Override
  public float[] joined(float[] up, float[] down) {
    Stack back = new Stack(convolution.output(), down().subList(down().size() - 1, down().size()));
    Stack ofPatches = new Stack(ofPatch.output(), ofPatch.down());
    float[] decoder = new float[ofPatches.parameterCount()];
    Span weights = ofPatches.span(0, Block.WEIGHTS);
    for (int i = 0; i < weights.length(); i++) {
      decoder[weights.from() + i] = down[i] * overlap();
    }
    float[] bias = back.span(0, Block.BIAS).of(down);
    for (int i = 0; i < decoder.length - weights.length(); i++) {
      decoder[weights.length() + i] = bias[i % bias.length];
    }
    return ofPatch.joined(up, decoder);
  }

  /** The windows that lie on a place far from the borders, on the average. */
  private float overlap() {
    Window window = convolution.window();
    float places = (float) window.height() * window.width();
    return Math.max(1, places / (window.stride() * window.stride()));
  }
}
