package io.lamina.jobs.training.worker;

import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.jobs.training.recheck.RecheckDraw;
import io.lamina.parameters.Recheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains drawn shards of other workers again, from the same start, and tells what they come to. One
 * thread at a time.
 */
final class Witness {
  private final RecheckDraw draw;
  private final ShardGroup group;
  private final Function<Shard, ShardTrainer> trainers;

  /**
   * @param group the worker's own
   * @param trainers of any shard
   */
  Witness(RecheckDraw draw, ShardGroup group, Function<Shard, ShardTrainer> trainers) {
    this.draw = draw;
    this.group = group;
    this.trainers = trainers;
  }

  /** Whether the worker is to tell what a shard of its own comes to. */
  boolean compares(int round, ShardTrainer own) {
    return draw.isCompared(round, own.shard(), group.groups());
  }

  /** The shards of others that are due in a round. */
  List<Integer> due(int round) {
    return draw.others(round, group.index(), group.groups());
  }

  /**
   * Trains some again. The round is open as long as the worker has a push of its own to make.
   *
   * @return empty if the servers have moved on
   */
  Optional<List<Recheck>> train(ServerSide servers, RoundStart start, List<Integer> shards) {
    List<Recheck> rechecks = new ArrayList<>();
    for (int shard : shards) {
      ShardTrainer trainer = trainers.apply(group.all().apply(shard));
      Optional<Recheck> again = trainer.trainAgain(servers, start);
      if (again.isEmpty()) {
        return Optional.empty();
      }
      rechecks.add(again.get());
    }
    return Optional.of(rechecks);
  }
}
