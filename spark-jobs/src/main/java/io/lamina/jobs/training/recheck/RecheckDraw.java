package io.lamina.jobs.training.recheck;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which shards are trained again in which rounds of a stage, and by which of its tasks: a matter of
 * chance, but all tasks draw the same. In a round every task stands in for one other task, and
 * trains its drawn shards again. In the last round all tasks train one shard, too.
 *
 * @param key of the stage
 * @param share of the shards that are trained again, 0 to 1; with 0 none ever is
 * @param rounds after which the tasks leave
 * @param shards of the stage
 * @param disputed shards that all tasks train in every round
 */
public record RecheckDraw(
    RandomKey key, double share, int rounds, int shards, List<Integer> disputed) {
  public RecheckDraw {
    requireNonNull(key, "key is null");
    disputed = List.copyOf(disputed);
  }

  /** Whether it is told what a shard comes to. */
  public boolean isCompared(int round, int shard, int tasks) {
    return tasks > 1 && (isDrawn(round, shard) || ofAll(round).contains(shard));
  }

  private boolean isDrawn(int round, int shard) {
    return key.with(round).with(shard).uniform(0) < share;
  }

  private List<Integer> ofAll(int round) {
    if (share == 0 || round < rounds - 1) {
      return disputed;
    }
    List<Integer> all = new ArrayList<>(disputed);
    all.add((int) key.with("last").below(shards));
    return all;
  }

  /** The shards of other tasks that a task trains again in a round. */
  public List<Integer> others(int round, int task, int tasks) {
    if (tasks < 2) {
      return List.of();
    }
    int distance = 1 + (int) key.with("distance").with(round).below(tasks - 1);
    int other = (task + distance) % tasks;
    Stream<Integer> drawn =
        IntStream.iterate(other, shard -> shard < shards, shard -> shard + tasks)
            .filter(shard -> isDrawn(round, shard))
            .boxed();
    Stream<Integer> ofAll =
        ofAll(round).stream().filter(shard -> ShardGroup.of(shard, tasks) != task);
    return Stream.concat(drawn, ofAll).distinct().toList();
  }
}
