package io.lamina.runtime.start;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.LayerPlan;

/**
 * Parameters of layers before the first step. The same call gives the same bits, on any machine.
 */
@FunctionalInterface
public interface LayerStarts {
  /**
   * The vector of a layer to pretrain, in its trainer's order; the caller may change it.
   *
   * @param layer counted from 0
   * @param input the shape of what it reads
   * @param made the non-linearity that made it, linear for any data
   */
  float[] layer(int layer, LayerPlan plan, Shape input, Activation made);
}
