package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.Rbm.Hidden;
import java.util.Optional;

/** The hidden units of a Boltzmann machine; those of a position of maps are a column. */
final class HiddenUnits {
  private final Hidden kind;
  private final Optional<Window> blocks;
  private final Operations operations;
  private final Matrix nothing;

  /**
   * @param blocks of maps, in which at most one unit is on; empty if each is by itself
   */
  HiddenUnits(Hidden kind, int units, Optional<Window> blocks, Operations operations) {
    this.kind = kind;
    this.blocks = blocks;
    this.operations = operations;
    this.nothing = operations.allocate(units, 1);
  }

  /**
   * Turns products with the weights into the units' codes: the means of Bernoulli units, and what
   * rectified ones are without their noise.
   */
  void activate(Matrix products, Matrix bias) {
    if (blocks.isPresent()) {
      operations.activate(products, bias, Activation.LINEAR);
      Matrix maps = maps(products);
      operations.blockProbabilities(maps, blocks.get(), maps);
      return;
    }
    Activation activation = kind == Hidden.BERNOULLI ? Activation.SIGMOID : Activation.RECTIFIER;
    operations.activate(products, bias, activation);
  }

  /** The same, and draws the units' states. */
  void activate(Matrix products, Matrix bias, RandomKey key, Matrix states) {
    if (blocks.isPresent()) {
      activate(products, bias);
      operations.sampleBlocks(maps(products), blocks.get(), key, maps(states));
    } else if (kind == Hidden.BERNOULLI) {
      activate(products, bias);
      operations.sample(products, key, states);
    } else {
      operations.activate(products, bias, Activation.LINEAR);
      operations.sampleRectified(products, key, states);
      activate(products, nothing);
    }
  }

  /** An example's maps as a column. */
  private Matrix maps(Matrix units) {
    return units.ofHeight(blocks.orElseThrow().input().size());
  }
}
