package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A layer that learns from its whole input.
 *
 * @param learnt the layer and its way back
 */
public record WholeInput(TwoWay learnt) implements Pretrained {
  public WholeInput {
    requireNonNull(learnt, "learnt is null");
  }

  @Override
  public List<Layer> up() {
    return List.of(learnt.encoder());
  }

  @Override
  public List<Layer> down() {
    return List.of(learnt.decoder());
  }

  @Override
  public float[] downParameters(float[] vector) {
    return learnt.decoderParameters(vector);
  }

  @Override
  public float[] joined(float[] up, float[] down) {
    return learnt.joined(up, down);
  }
}
