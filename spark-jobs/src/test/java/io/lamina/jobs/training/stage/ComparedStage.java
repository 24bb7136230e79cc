package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.training.recheck.RecheckDraw;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.coordinator.StateKeeper;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** An open stage whose rounds are what the executors' shards come to, rightly or wrongly. */
final class ComparedStage implements Servers.OpenStage {
  private static final int VALUES = 1 << 20;

  private final VirtualClock clock;
  private final StageSpec spec;
  private final StateKeeper keeper;
  private final FaultyExecutor faulty;
  private final CompletableFuture<StageState> result = new CompletableFuture<>();
  private StageState state;
  private long generation;
  private boolean closed;

  ComparedStage(
      VirtualClock clock,
      StageSpec spec,
      StageState start,
      StateKeeper keeper,
      FaultyExecutor faulty) {
    this.clock = clock;
    this.spec = spec;
    this.state = start;
    this.keeper = keeper;
    this.faulty = faulty;
  }

  /** What a shard comes to, on an executor that is right. */
  static int right(float vector, int round, int shard) {
    return (int) RandomKey.of((long) vector).with(round).with(shard).below(VALUES);
  }

  /** The next vector. */
  static float next(IntStream results) {
    return results.reduce(17, (sum, each) -> Math.floorMod(31 * sum + each, VALUES));
  }

  /** The workers of a generation: a task on each executor. */
  void work(long of, List<String> executors, RecheckDraw draw) {
    clock.within(2, () -> train(of, executors, draw));
  }

  private void train(long of, List<String> executors, RecheckDraw draw) {
    if (closed || result.isDone() || of != generation) {
      return;
    }
    int round = state.round();
    BiFunction<Integer, Integer, Integer> trained =
        (task, shard) ->
            faulty.result(executors.get(task), round, right(state.vector()[0], round, shard));
    List<Push> pushes = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    for (int shard = 0; shard < spec.rounds().shards(); shard++) {
      int task = shard % executors.size();
      List<Recheck> rechecks = new ArrayList<>();
      for (int other : part(draw.others(round, task, executors.size()), shard, executors.size())) {
        rechecks.add(new Recheck(other, trained.apply(task, other)));
      }
      results.add(trained.apply(task, shard));
      if (draw.isCompared(round, shard, executors.size())) {
        rechecks.add(new Recheck(shard, results.get(shard)));
      }
      pushes.add(
          new Push(
              new PushId(spec.stage(), of, round, shard),
              1,
              new LossSum(1, 1),
              new WorkerReport(executors.get(task), 0, 0, 0, 0, 0),
              rechecks));
    }
    RoundSummary summary = RoundSummary.of(spec.stage(), round, pushes);
    boolean right =
        IntStream.range(0, results.size())
            .allMatch(shard -> results.get(shard) == right(state.vector()[0], round, shard));
    if (keeper.admits(summary)) {
      if (!right) {
        faulty.slipIn();
      }
      commit(summary, next(results.stream().mapToInt(Integer::intValue)));
      work(of, executors, draw);
    }
  }

  /** What goes along with a shard's push. */
  private List<Integer> part(List<Integer> all, int shard, int tasks) {
    int own = (spec.rounds().shards() - shard % tasks + tasks - 1) / tasks;
    int place = shard / tasks;
    return all.subList(all.size() * place / own, all.size() * (place + 1) / own);
  }

  private void commit(RoundSummary summary, float vector) {
    keeper.committed(summary);
    int next = state.round() + 1;
    state = new StageState(next, new float[] {vector}, state.velocity(), state.shardStates());
    if (next == spec.rounds().count()) {
      result.complete(state);
    } else if (keeper.wants(next)) {
      CompletableFuture<StageState> coming = new CompletableFuture<>();
      StageState then = state;
      clock.within(1, () -> coming.complete(then));
      CompletableFuture<Void> unused = keeper.keep(next, coming);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public int round() {
    return state.round();
  }

  @Override
  public long nextGeneration() {
    generation++;
    return generation;
  }

  @Override
  public CompletableFuture<StageState> result() {
    return result;
  }

  @Override
  public void diverge(String message) {
    throw new AssertionError(message);
  }

  @Override
  public void close() {
    assertThat(closed).as("closed twice").isFalse();
    closed = true;
    result.completeExceptionally(new StageFailedException("closed"));
  }
}
