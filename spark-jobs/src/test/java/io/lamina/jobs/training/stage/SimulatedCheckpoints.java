package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.KeptStage;
import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.StateKeeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A disk that is slow: it keeps the newest two, as the real one does. */
final class SimulatedCheckpoints implements KeptStage {
  private final VirtualClock clock;
  private final int interval;
  private final TreeMap<Integer, StageCheckpoint> kept = new TreeMap<>();
  private final TreeMap<Integer, StageCheckpoint> bests = new TreeMap<>();
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  SimulatedCheckpoints(VirtualClock clock, int interval) {
    this.clock = clock;
    this.interval = interval;
  }

  boolean wants(int round) {
    return round % interval == 0;
  }

  @Override
  public Optional<StageCheckpoint> latest() {
    clock.await(written, Duration.ofDays(2));
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.lastEntry().getValue());
  }

  @Override
  public Optional<StageCheckpoint> back(Predicate<RoundHistory> wanted) {
    while (latest().isPresent() && !wanted.test(latest().orElseThrow().history())) {
      kept.pollLastEntry();
    }
    return latest();
  }

  @Override
  public StateKeeper keeper(Supplier<RoundHistory> history, List<Rewind> rewinds) {
    return new StateKeeper() {
      @Override
      public boolean wants(int round) {
        return SimulatedCheckpoints.this.wants(round);
      }

      @Override
      public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
        RoundHistory before = history.get();
        assertThat(before.losses()).as("rounds before %d", round).hasSize(round);
        return coming.thenCompose(state -> write(StageCheckpoint.open(state, before, rewinds)));
      }
    };
  }

  private CompletableFuture<Void> write(StageCheckpoint checkpoint) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    written = done;
    clock.within(
        3,
        () -> {
          put(checkpoint);
          done.complete(null);
        });
    return done;
  }

  @Override
  public void keep(StageCheckpoint checkpoint) {
    clock.await(written, Duration.ofDays(2));
    put(checkpoint);
  }

  @Override
  public void keepBest(StageCheckpoint open) {
    bests.put(open.state().round(), open);
    while (bests.size() > 3) {
      bests.pollFirstEntry();
    }
  }

  @Override
  public StageCheckpoint best(int round) {
    assertThat(bests).as("the best").containsKey(round);
    return bests.get(round);
  }

  private void put(StageCheckpoint checkpoint) {
    kept.put(checkpoint.state().round(), checkpoint);
    while (kept.size() > 2) {
      kept.pollFirstEntry();
    }
  }

  @Override
  public void finish(StageCheckpoint end) {
    keep(end);
  }
}
