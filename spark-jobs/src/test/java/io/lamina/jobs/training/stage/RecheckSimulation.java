package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.cluster.Slots;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.training.recheck.RecheckDraw;
import io.lamina.jobs.training.recheck.RecheckTally;
import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.jobs.training.worker.WorkerOrder;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.StateKeeper;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A stage with an executor that flips a bit, in one thread, on a virtual clock, from a seed. */
final class RecheckSimulation {
  private static final float START = 5;

  private final Random random;
  private final VirtualClock clock;
  private final int rounds;
  private final int shards;
  private final double share;
  private final List<String> executors;
  private final FaultyExecutor faulty;
  private final StageOrder order;
  private final SimulatedCheckpoints checkpoints;
  private final List<ComparedStage> stages = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final boolean joins;
  private CompletableFuture<Void> loss = new CompletableFuture<>();
  private CompletableFuture<Void> gain = new CompletableFuture<>();

  RecheckSimulation(long seed) {
    this.random = new Random(seed);
    this.clock = new VirtualClock(random, () -> {});
    int count = 2 + random.nextInt(4);
    this.rounds = 3 + random.nextInt(18);
    this.shards = count + 1 + random.nextInt(6);
    this.share = random.nextInt(3) == 0 ? 1 : 0.05 + 0.3 * random.nextDouble();
    this.executors = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> executors.add("executor " + i + " on host"));
    String wrong = executors.get(random.nextInt(count));
    this.faulty = new FaultyExecutor(random, wrong, random.nextInt(rounds));
    this.order = SmallStage.rechecked(rounds, shards, share);
    this.checkpoints = new SimulatedCheckpoints(clock, 1 + random.nextInt(4));
    this.joins = random.nextInt(4) == 0;
  }

  /** Runs it, and compares what comes out with what comes out of executors that are all right. */
  void run() {
    int began = executors.size();
    if (joins) {
      clock.within(20, this::join);
    }
    Cluster cluster = new Cluster();
    Surroundings around = new Surroundings(new OneServer(), cluster, clock);
    Told progress = new Told();
    Rechecks rechecks = new Rechecks(order.stage(), new RecheckTally());
    Attempt attempt = new Attempt(order, around, cluster, checkpoints, rechecks, progress);
    try {
      StageCheckpoint end =
          new Attempts(
                  order,
                  attempt,
                  new Course(order, Optional.empty(), checkpoints, progress),
                  around,
                  checkpoints,
                  progress)
              .end(new float[] {START});
      theBitsAreRight(end, rechecks);
    } catch (StageFailedException e) {
      assertThat(began).as(e.getMessage()).isEqualTo(2);
      assertThat(faulty.always()).isTrue();
      assertThat(e).hasMessageContaining(executors.get(0)).hasMessageContaining(executors.get(1));
    }
    assertThat(stages).as("stages").allMatch(ComparedStage::isClosed);
  }

  private void theBitsAreRight(StageCheckpoint end, Rechecks rechecks) {
    assertThat(end.state().round()).isEqualTo(rounds);
    assertThat(end.history().losses()).hasSize(rounds);
    boolean found = !executors.contains(faulty.name());
    if (faulty.always()) {
      assertThat(found).as("a device that stays wrong is found").isTrue();
    }
    boolean clean = end.state().vector()[0] == clean();
    assertThat(clean).as("the bits of a clean run").isEqualTo(found || !faulty.hasSlippedIn());
    if (found) {
      assertThat(told).anyMatch(line -> line.contains("without " + faulty.name() + " (a card)"));
    }
    if (executors.size() > 1) {
      assertThat(rechecks.unconfirmed()).as("compared in the last round").isEmpty();
    } else {
      assertThat(told.get(told.size() - 1)).contains("no other executor", executors.get(0));
    }
  }

  private float clean() {
    float vector = START;
    for (int round = 0; round < rounds; round++) {
      float now = vector;
      int number = round;
      vector =
          ComparedStage.next(
              IntStream.range(0, shards).map(shard -> ComparedStage.right(now, number, shard)));
    }
    return vector;
  }

  private void join() {
    executors.add("executor 9 on host");
    CompletableFuture<Void> joined = gain;
    gain = new CompletableFuture<>();
    joined.complete(null);
  }

  private final class Cluster implements Slots, StageJobs {
    @Override
    public int slots() {
      return executors.size();
    }

    @Override
    public CompletableFuture<Void> nextLoss() {
      loss = loss.isDone() ? new CompletableFuture<>() : loss;
      return loss;
    }

    @Override
    public CompletableFuture<Void> nextGain() {
      return gain;
    }

    @Override
    public Optional<String> exclude(String executor) {
      assertThat(executor).as("who is wrong").isEqualTo(faulty.name());
      assertThat(executors.remove(executor)).isTrue();
      loss.complete(null);
      return Optional.of("a card");
    }

    @Override
    public Job start(WorkerOrder.Generation generation, int tasks) {
      List<String> dealt = new ArrayList<>(executors);
      Collections.shuffle(dealt, random);
      RandomKey key = RandomKey.of(rounds);
      RecheckDraw draw = new RecheckDraw(key, share, rounds, shards, generation.disputed());
      ComparedStage stage = stages.get(stages.size() - 1);
      stage.work(generation.number(), dealt.subList(0, tasks), draw);
      return new Workers(stage);
    }
  }

  private static final class Workers implements StageJobs.Job {
    private final CompletableFuture<List<String>> devices = new CompletableFuture<>();

    Workers(ComparedStage stage) {
      CompletableFuture<?> unused =
          stage.result().thenRun(() -> devices.complete(List.of("a device")));
    }

    @Override
    public CompletableFuture<List<String>> devices() {
      return devices;
    }

    @Override
    public void cancel() {
      devices.completeExceptionally(new CancellationException());
    }
  }

  private final class OneServer implements Servers {
    @Override
    public OpenStage open(
        StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
      ComparedStage stage = new ComparedStage(clock, spec, start, keeper, faulty);
      stages.add(stage);
      return stage;
    }

    @Override
    public boolean mayBeLost() {
      return false;
    }

    @Override
    public void reconnect() {
      throw new AssertionError("no server was lost");
    }
  }

  private final class Told implements StageProgress {
    @Override
    public void resumed(StageCheckpoint from) {}

    @Override
    public void note(String line) {
      told.add(line);
    }

    @Override
    public void measured(ValidationCurve curve, boolean over) {
      throw new AssertionError("nothing was held out");
    }

    @Override
    public void rewound(Rewind back) {
      throw new AssertionError("no numbers ran away");
    }

    @Override
    public void round(RoundReport round, double examplesPerSecond, double idle) {}
  }
}
