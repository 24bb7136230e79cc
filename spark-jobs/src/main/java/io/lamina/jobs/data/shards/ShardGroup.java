package io.lamina.jobs.data.shards;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The shards that a task was dealt.
 *
 * @param index of the group, counted from 0
 * @param groups how many there are
 * @param shards of the group, in order
 * @param all gives any shard: one of another group comes from where Spark holds it
 */
public record ShardGroup(int index, int groups, List<Shard> shards, IntFunction<Shard> all) {
  public ShardGroup {
    shards = List.copyOf(shards);
  }

  /** The group that a shard is in. */
  public static int of(int shard, int groups) {
    return shard % groups;
  }
}
