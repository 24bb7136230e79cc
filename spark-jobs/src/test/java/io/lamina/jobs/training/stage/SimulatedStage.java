package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A stage that is open on servers: rounds end while workers of its generation are at work. */
final class SimulatedStage implements Servers.OpenStage {
  private final VirtualClock clock;
  private final SimulatedData data;
  private final StageSpec spec;
  private final RoundListener listener;
  private final StateKeeper keeper;
  private final CompletableFuture<StageState> result = new CompletableFuture<>();
  private final List<CompletableFuture<StageState>> coming = new ArrayList<>();
  private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
  private StageState state;
  private long generation;
  private boolean closed;

  SimulatedStage(
      VirtualClock clock,
      SimulatedData data,
      StageSpec spec,
      StageState start,
      RoundListener listener,
      StateKeeper keeper) {
    this.clock = clock;
    this.data = data;
    this.spec = spec;
    this.listener = listener;
    this.keeper = keeper;
    this.state = start;
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public int round() {
    return state.round();
  }

  StageState state() {
    return state;
  }

  boolean isClosed() {
    return closed;
  }

  private boolean isOver() {
    return closed || result.isDone();
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
    result.completeExceptionally(new StageFailedException(message, true));
  }

  void fail(String message) {
    result.completeExceptionally(new StageFailedException(message));
  }

  /** What was on its way is lost too. */
  void loseServer() {
    result.completeExceptionally(new ServerLostException("a server is gone"));
    loseComing();
  }

  private void loseComing() {
    ConnectionLostException lost = new ConnectionLostException("a server is gone", null);
    List.copyOf(coming).forEach(one -> one.completeExceptionally(lost));
  }

  /** Workers begin a round. */
  void work(SimulatedCluster.Workers workers) {
    clock.within(2, () -> complete(workers));
  }

  private void complete(SimulatedCluster.Workers workers) {
    if (isOver() || workers.generation() != generation || !workers.areAtWork()) {
      return;
    }
    if (workers.waitForSlot()) {
      work(workers);
      return;
    }
    if (data.stopsWorkers(state.round(), workers.level())) {
      diverge("the loss is NaN");
      return;
    }
    int next = state.round() + 1;
    if ((next == spec.rounds().count() || keeper.wants(next)) && !kept.isDone()) {
      CompletableFuture<Void> unused =
          kept.whenComplete((safe, failure) -> clock.within(0.1, () -> complete(workers)));
      return;
    }
    if (kept.isCompletedExceptionally()) {
      loseServer();
      return;
    }
    commit(workers.level());
    if (!isOver()) {
      work(workers);
    }
  }

  private void commit(int level) {
    int round = state.round();
    float[] vector = {SimulatedData.next(state.vector()[0], round, level)};
    double loss = data.loss(round, level);
    RoundSummary summary = new RoundSummary(spec.stage(), round, 1, loss, List.of());
    keeper.committed(summary);
    listener.committed(summary);
    state = new StageState(round + 1, vector, state.velocity(), state.shardStates());
    if (round + 1 == spec.rounds().count()) {
      result.complete(state);
    } else if (keeper.wants(round + 1)) {
      kept = keeper.keep(round + 1, brought());
    }
  }

  private CompletableFuture<StageState> brought() {
    CompletableFuture<StageState> bringing = new CompletableFuture<>();
    StageState then = state;
    coming.add(bringing);
    clock.within(
        1,
        () -> {
          coming.removeIf(each -> each == bringing);
          bringing.complete(then);
        });
    return bringing;
  }

  @Override
  public void close() {
    assertThat(closed).as("closed twice").isFalse();
    closed = true;
    loseComing();
    fail("closed");
  }
}
