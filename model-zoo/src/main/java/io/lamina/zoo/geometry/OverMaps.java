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
 * @param blocks of the maps in which at most one unit is on while it learns; empty if each unit is
 *     on or off by itself. On the way back a pooled value then stands for one unit, of which the
 *     place is not known: the weights are divided by how many places there are
 */
public record OverMaps(TwoWay learnt, Optional<Pooling> pooling, Optional<Window> blocks)
    implements Pretrained {
  /**
   * @throws IllegalArgumentException if the pooling is of other maps, or if blocks do not cover
   *     them
   */
  public OverMaps {
    requireNonNull(learnt, "learnt is null");
    Shape maps = learnt.encoder().output();
    if (pooling.filter(pooled -> !pooled.input().equals(maps)).isPresent()) {
      throw new IllegalArgumentException(pooling.get() + " does not read " + maps);
    }
    if (blocks.filter(each -> !each.input().equals(maps) || !each.tiles()).isPresent()) {
      throw new IllegalArgumentException(blocks.get() + " does not cover " + maps);
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
    return scaled(learnt.decoderParameters(vector), 1f / places());
  }

  @Override
  public float[] joined(float[] up, float[] down) {
    return learnt.joined(up, scaled(down.clone(), places()));
  }

  /** Units that a pooled value may stand for, of which one is on. */
  private int places() {
    return blocks
        .flatMap(block -> pooling)
        .map(pooled -> pooled.window().height() * pooled.window().width())
        .orElse(1);
  }

  /** Scales the weights of the decoder's parameters. */
  private float[] scaled(float[] decoder, float factor) {
    Stack back = new Stack(learnt.decoder().input(), List.of(learnt.decoder()));
    Span weights = back.span(0, Block.WEIGHTS);
    for (int i = weights.from(); i < weights.end(); i++) {
      decoder[i] *= factor;
    }
    return decoder;
  }
}
