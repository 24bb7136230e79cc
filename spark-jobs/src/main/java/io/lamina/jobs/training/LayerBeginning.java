package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.zoo.geometry.Shape;

/** The parameters that layers begin with. */
@FunctionalInterface
interface LayerBeginning {
  /**
   * The vector of a layer before its first step.
   *
   * @param layer counted from 0
   * @param input the shape of what it reads
   * @param data that it is going to learn from
   */
  float[] of(int layer, Shape input, ShardedDataset data);
}
