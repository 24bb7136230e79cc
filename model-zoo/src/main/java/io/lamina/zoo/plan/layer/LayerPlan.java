package io.lamina.zoo.plan.layer;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.Map;

/**
 * A layer to pretrain without labels, and how. Each kind of layer is a record of its own, which
 * knows its keys, what it can learn from, and how many parameters it has; {@link LayerKinds} lists
 * the kinds. Immutable.
 */
public interface LayerPlan {
  Range UNITS = Range.closed(1, 1_000_000);

  /** The kind's name, as a plan and {@code run.json} write it. */
  String kind();

  /** The number of hidden units; of a convolution at one position. */
  int units();

  /** What a plan calls the number of units. */
  default String unitsKey() {
    return "units";
  }

  /** The hidden units' non-linearity. */
  Activation activation();

  /** Whether the decoder has weights of its own. */
  Weights weights();

  /** How it is trained. */
  StagePlan stage();

  /**
   * The non-linearity of the layer's reconstruction.
   *
   * @param input the non-linearity that made the layer's input, linear for any data
   */
  Activation reconstruction(Activation input);

  /** Refuses inputs that this layer cannot learn from, with the key that stands against it. */
  void requireInput(LayerInput input);

  /** The kind's own keys, beside those that all layers have, with all defaults written out. */
  Map<String, Object> keys();

  /**
   * What learns, and what comes of it in a network.
   *
   * @param input the shape of what it reads
   * @param made the non-linearity that made it, linear for any data
   * @throws PlanRuleException if the layer cannot read such a shape
   */
  Pretrained pretrained(Shape input, Activation made);

  /**
   * What a trainer has of each example: one column of values, or several, each of which it learns
   * from.
   */
  default int columns() {
    return 1;
  }

  /** Whether it can learn as a convolution, from maps as a whole. */
  default boolean learnsFromMaps() {
    return true;
  }

  /**
   * The values that belong to each shard and are not averaged, such as persistent chains.
   *
   * @param layer as {@link #pretrained} gives it
   */
  default int shardState(Pretrained layer) {
    return 0;
  }

  /**
   * The values training needs on a device beside parameters and mini-batches.
   *
   * @param layer as {@link #pretrained} gives it
   */
  default long scratch(Pretrained layer) {
    return 0;
  }
}
