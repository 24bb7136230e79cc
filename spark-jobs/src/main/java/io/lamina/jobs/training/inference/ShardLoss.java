package io.lamina.jobs.training.inference;

import java.io.Serializable;

/**
 * The loss of a shard.
 *
 * @param shard its place
 * @param sum over its examples
 */
record ShardLoss(int shard, double sum) implements Serializable {
  private static final long serialVersionUID = 1;
}
