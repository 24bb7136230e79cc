package io.lamina.runtime.start;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.retrain.WarmStart;
import java.util.BitSet;
import java.util.List;

/**
 * Layers begin from what they were after an earlier training: every parameter is shrunk, and a
 * share of a fresh one is added. All that belongs to a unit which is to be forgotten is fresh: its
 * weights and its bias, its decoder's weights, and what the next layer has for it. Immutable.
 */
public final class EarlierLayers implements LayerStarts {
  private final List<float[]> earlier;
  private final List<BitSet> forgotten;
  private final WarmStart mix;
  private final LayerStarts fresh;

  /**
   * @param earlier the vectors of all layers, the lowest first; not copied
   * @param forgotten of each of these layers the units, counted from 0, that begin anew
   * @param mix by which old and fresh parameters are mixed
   * @param fresh parameters; other ones than the earlier training began from
   */
  public EarlierLayers(
      List<float[]> earlier, List<BitSet> forgotten, WarmStart mix, LayerStarts fresh) {
    this.earlier = List.copyOf(earlier);
    this.forgotten = forgotten.stream().map(units -> (BitSet) units.clone()).toList();
    this.mix = requireNonNull(mix, "mix is null");
    this.fresh = requireNonNull(fresh, "fresh is null");
    if (this.earlier.size() != this.forgotten.size()) {
      throw new IllegalArgumentException(
          this.forgotten.size()
              + " layers have units to be forgotten, must be "
              + this.earlier.size());
    }
  }

  @Override
  public float[] layer(int layer, LayerPlan plan, Shape input, Activation made) {
    float[] old = earlier.get(layer);
    float[] parameters = fresh.layer(layer, plan, input, made);
    if (old.length != parameters.length) {
      throw new IllegalArgumentException(
          "layer "
              + (layer + 1)
              + " has "
              + parameters.length
              + " parameters, the earlier one had "
              + old.length);
    }
    BitSet inputs = layer == 0 ? new BitSet() : forgotten.get(layer - 1);
    TwoWay both = plan.pretrained(input, made).learnt();
    Fresh freshInputs = i -> inputs.get(i % input.channels());
    for (Block block : both.blocks()) {
      mix(
          both.span(block.name()),
          old,
          parameters,
          fresh(block, forgotten.get(layer)::get, freshInputs));
    }
    return parameters;
  }

  private void mix(Span span, float[] old, float[] parameters, Fresh stays) {
    for (int i = 0; i < span.length(); i++) {
      if (!stays.isFresh(i)) {
        int at = span.from() + i;
        parameters[at] = (float) (mix.shrink() * old[at] + mix.noise() * parameters[at]);
      }
    }
  }

  /** Whether the i-th parameter of a block stays fresh. */
  @FunctionalInterface
  private interface Fresh {
    boolean isFresh(int i);
  }

  private static Fresh fresh(Block block, Fresh units, Fresh inputs) {
    return switch (block.name()) {
      case Block.BIAS -> units;
      case Block.VISIBLE_BIAS -> inputs;
      default -> i -> units.isFresh(i / block.rows()) || inputs.isFresh(i % block.rows());
    };
  }
}
