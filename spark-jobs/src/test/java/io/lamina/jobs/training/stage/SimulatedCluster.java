package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cluster.Slots;
import io.lamina.jobs.training.worker.WorkerOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Executors that come and go, one task each, and the workers on them. */
final class SimulatedCluster implements Slots, StageJobs {
  private final VirtualClock clock;
  private final Supplier<SimulatedStage> open;
  private final int shards;
  private final List<Workers> all = new ArrayList<>();
  private CompletableFuture<Void> loss = new CompletableFuture<>();
  private CompletableFuture<Void> gain = new CompletableFuture<>();
  private int slots;

  /**
   * @param open the stage that is open now
   */
  SimulatedCluster(VirtualClock clock, Supplier<SimulatedStage> open, int shards, int slots) {
    this.clock = clock;
    this.open = open;
    this.shards = shards;
    this.slots = slots;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public CompletableFuture<Void> nextLoss() {
    loss = loss.isDone() ? new CompletableFuture<>() : loss;
    return loss;
  }

  @Override
  public CompletableFuture<Void> nextGain() {
    gain = gain.isDone() ? new CompletableFuture<>() : gain;
    return gain;
  }

  /** An executor is gone; Spark says so at once, or when the slots have been counted. */
  void lose(boolean toldAtOnce) {
    if (slots == 0) {
      return;
    }
    slots--;
    all.forEach(Workers::stall);
    if (toldAtOnce) {
      loss.complete(null);
    } else {
      clock.within(60, () -> loss.complete(null));
    }
  }

  void join() {
    slots++;
    gain.complete(null);
  }

  @Override
  public Optional<String> exclude(String executor) {
    throw new AssertionError("all compute rightly, also " + executor);
  }

  @Override
  public Job start(WorkerOrder.Generation order, int tasks) {
    long generation = order.number();
    SimulatedStage stage = open.get();
    assertThat(stage.isClosed()).as("the stage is closed").isFalse();
    assertThat(generation).as("workers of the open generation").isEqualTo(stage.generation());
    assertThat(all).as("workers of before were told to end").allMatch(Workers::isLeaving);
    assertThat(tasks).as("tasks").isBetween(1, Math.min(shards, Math.max(1, slots)));
    int level = (int) Math.round(-Math.log(order.rate()) / Math.log(2));
    Workers workers = new Workers(stage, generation, level);
    assertThat(all)
        .as("a generation is dealt out once")
        .noneMatch(other -> other.stage == stage && other.generation == generation);
    all.add(workers);
    stage.work(workers);
    return workers;
  }

  /** The workers that were started last. */
  Optional<Workers> last() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  boolean isIdle() {
    return all.stream().allMatch(Workers::isLeaving);
  }

  /** The workers of a generation. */
  final class Workers implements Job {
    private final SimulatedStage stage;
    private final long generation;
    private final int level;
    private final CompletableFuture<List<String>> devices = new CompletableFuture<>();
    private boolean stalled;
    private boolean cancelled;

    private Workers(SimulatedStage stage, long generation, int level) {
      this.stage = stage;
      this.generation = generation;
      this.level = level;
      CompletableFuture<?> unused =
          stage
              .result()
              .thenRun(() -> clock.within(3, () -> devices.complete(List.of("a device"))));
    }

    long generation() {
      return generation;
    }

    /** How often the rates were lowered. */
    int level() {
      return level;
    }

    boolean areAtWork() {
      return !stalled && !isLeaving();
    }

    boolean waitForSlot() {
      return slots == 0;
    }

    boolean isLeaving() {
      return cancelled || devices.isDone();
    }

    private void stall() {
      stalled = true;
    }

    /** They see that a server is gone. */
    void leave() {
      devices.completeExceptionally(new IllegalStateException("a worker failed"));
    }

    @Override
    public CompletableFuture<List<String>> devices() {
      return devices;
    }

    /** Spark ends them when it comes to it. */
    @Override
    public void cancel() {
      cancelled = true;
      clock.within(3, () -> devices.completeExceptionally(new CancellationException()));
    }
  }
}
