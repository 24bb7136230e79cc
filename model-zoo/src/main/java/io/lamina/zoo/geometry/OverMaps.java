package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution that learns from whole maps, as itself; its maps may be pooled afterwards.
 *
 * @param learnt the convolution and its way back
 * @param pooling of the convolution's maps; empty if they stay as they are
 */
public record OverMaps(TwoWay learnt, Optional<Pooling> pooling) implements Pretrained {
  /**
   * @throws IllegalArgumentException if the pooling is of other maps
   */
  public OverMaps {
    requireNonNull(learnt, "learnt is null");
    Shape maps = learnt.encoder().output();
    if (pooling.filter(pooled -> !pooled.input().equals(maps)).isPresent()) {
      throw new IllegalArgumentException(pooling.get() + " does not read " + maps);
    }
  }

  @Override
  public List<Layer> up() {
    List<Layer> up = new ArrayList<>(List.of(learnt.encoder()));
    pooling.ifPresent(up::add);
    return up;
  }

  @Override
  public List<Layer> down() {
    List<Layer> down = new ArrayList<>();
    pooling.ifPresent(pooled -> down.add(pooled.mirror(Activation.LINEAR)));
    down.add(learnt.decoder());
    return down;
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
