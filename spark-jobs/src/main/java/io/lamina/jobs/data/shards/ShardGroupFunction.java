package io.lamina.jobs.data.shards;

import java.io.Serializable;

/** What one task does with the shards it was dealt. */
@FunctionalInterface
public interface ShardGroupFunction<R> extends Serializable {
  R apply(ShardGroup group);
}
