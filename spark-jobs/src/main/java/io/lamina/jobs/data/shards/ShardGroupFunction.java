package io.lamina.jobs.data.shards;

import java.io.Serializable;
import java.util.List;

/** What one task does with the shards it was dealt. */
@FunctionalInterface
public interface ShardGroupFunction<R> extends Serializable {
  R apply(List<Shard> shards);
}
