package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.training.recheck.RecheckTally;
import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stage on a cluster in trouble, in one thread, on a virtual clock, from a seed. What must hold
 * is looked at after every event, and at the end.
 */
final class StageSimulation {
  private static final Pattern LOST = Pattern.compile("an executor was lost in round (\\d+);");
  private static final float START = 5;

  private final Random random;
  private final VirtualClock clock;
  private final Optional<SimulatedWatch> watch;
  private final ExpectedStage expected;
  private final SimulatedData data;
  private final SimulatedCheckpoints checkpoints;
  private final SimulatedCluster cluster;
  private final StageOrder order;
  private final List<SimulatedStage> stages = new ArrayList<>();
  private final Told told = new Told();
  private final boolean serversMayBeLost;
  private int serverLosses;
  private int reconnections;
  private int looks;
  private boolean interrupted;
  private boolean workersFailed;

  StageSimulation(long seed) {
    this.random = new Random(seed);
    this.clock = new VirtualClock(random, this::look);
    int rounds = 4 + random.nextInt(16);
    int shards = 1 + random.nextInt(6);
    int rewinds = random.nextInt(4);
    int interval = 1 + random.nextInt(4);
    this.data = new SimulatedData(random, rounds, rewinds);
    this.watch = SimulatedWatch.drawn(random);
    this.expected = new ExpectedStage(data, interval, rewinds, watch, START);
    this.checkpoints = new SimulatedCheckpoints(clock, interval);
    this.cluster =
        new SimulatedCluster(
            clock, () -> stages.get(stages.size() - 1), shards, 1 + random.nextInt(6));
    this.order =
        watch
            .map(it -> SmallStage.measured(rounds, rewinds, shards, it))
            .orElseGet(() -> SmallStage.layer(rounds, rewinds, shards));
    this.serversMayBeLost = random.nextBoolean();
  }

  /** Runs it, and compares what comes out with what comes out undisturbed. */
  void run() {
    trouble();
    Surroundings around = new Surroundings(new SimulatedServers(), cluster, clock);
    Rechecks rechecks = new Rechecks(order.stage(), new RecheckTally());
    Attempt attempt = new Attempt(order, around, cluster, checkpoints, rechecks, told);
    Course course = new Course(order, watch.map(it -> it), checkpoints, told);
    Attempts attempts = new Attempts(order, attempt, course, around, checkpoints, told);
    try {
      endsWithTheOneRightState(attempts.end(new float[] {START}));
    } catch (StageFailedException e) {
      failsForAReason(e);
    } catch (IllegalStateException e) {
      assertThat(workersFailed).as("a worker failed").isTrue();
    }
    nothingIsLeftRunning();
    assertThat(looks).as("looks").isPositive();
  }

  /** What happens to the machines; each thing's time is a matter of chance. */
  private void trouble() {
    int losses = random.nextInt(8);
    double span = 1 + 30 * random.nextDouble();
    for (int i = 0; i < losses; i++) {
      boolean toldAtOnce = random.nextInt(4) > 0;
      clock.within(span, () -> cluster.lose(toldAtOnce));
      clock.within(span + 40, cluster::join);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      clock.within(span, cluster::join);
    }
    for (int i = serversMayBeLost ? random.nextInt(6) : 0; i > 0; i--) {
      clock.within(span, this::loseServer);
    }
    if (random.nextInt(12) == 0) {
      clock.within(span, this::interrupt);
    }
    if (random.nextInt(12) == 0) {
      clock.within(span, this::failWorkers);
    }
  }

  /** The driver sees it first, or a worker does. */
  private void loseServer() {
    SimulatedStage stage = last();
    if (!stage.isClosed() && !stage.result().isDone()) {
      if (random.nextBoolean()) {
        stage.loseServer();
      } else {
        cluster.last().ifPresent(SimulatedCluster.Workers::leave);
        clock.within(20, stage::loseServer);
      }
    }
  }

  private void interrupt() {
    interrupted = true;
    clock.interrupt();
  }

  private void failWorkers() {
    workersFailed = true;
    cluster.last().ifPresent(SimulatedCluster.Workers::leave);
  }

  private SimulatedStage last() {
    return stages.get(stages.size() - 1);
  }

  /** After every event. */
  private void look() {
    looks++;
    theStateIsTheOneOfItsRound();
    fewLossesInARoundAreTolerated();
    rewindsAreThoseOfTheData();
  }

  private void theStateIsTheOneOfItsRound() {
    StageState state = last().state();
    cluster
        .last()
        .filter(workers -> workers.level() == told.rewinds.size())
        .ifPresent(
            workers ->
                assertThat(state.vector()[0])
                    .as("the vector of round %d", state.round())
                    .isEqualTo(expected.vector(workers.level(), state.round())));
  }

  private void fewLossesInARoundAreTolerated() {
    assertThat(told.lossesInARow).as("losses in one round").isLessThanOrEqualTo(3);
  }

  private void rewindsAreThoseOfTheData() {
    int so = Math.min(told.rewinds.size(), expected.rewinds().size());
    assertThat(told.rewinds).as("ways back").isEqualTo(expected.rewinds().subList(0, so));
  }

  private void endsWithTheOneRightState(StageCheckpoint end) {
    assertThat(expected.diverges()).as("it diverges").isFalse();
    assertThat(end.state().round()).isEqualTo(expected.losses().size());
    assertThat(end.state().vector()[0]).isEqualTo(expected.given());
    assertThat(end.history().validation()).isEqualTo(expected.validation());
    assertThat(end.history().losses()).as("every round once").isEqualTo(expected.losses());
    assertThat(end.rewinds().stream().map(StageSimulation::anonymous).toList())
        .isEqualTo(expected.rewinds());
    assertThat(end.device()).contains("a device");
    assertThat(interrupted && !last().result().isDone()).isFalse();
  }

  private static Rewind anonymous(Rewind back) {
    return new Rewind(back.from(), back.to(), "");
  }

  private void failsForAReason(StageFailedException failure) {
    String message = failure.getMessage();
    if (message.equals("interrupted")) {
      assertThat(interrupted).as("interrupted").isTrue();
    } else if (message.contains("executors were lost 4 times")) {
      assertThat(told.lossesInARow).isEqualTo(3);
    } else if (message.contains("4 times without a new checkpoint")) {
      assertThat(serverLosses).isGreaterThan(3);
    } else {
      assertThat(expected.diverges()).as(message).isTrue();
      assertThat(told.rewinds).as("rewinds before").hasSize(order.rewinds());
    }
  }

  private void nothingIsLeftRunning() {
    assertThat(stages).as("stages").allMatch(SimulatedStage::isClosed);
    assertThat(cluster.isIdle()).as("workers have left, or were told to").isTrue();
    assertThat(reconnections).as("connected anew").isLessThanOrEqualTo(serverLosses);
  }

  private final class SimulatedServers implements Servers {
    @Override
    public OpenStage open(
        StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
      assertThat(stages).as("stages of before").allMatch(SimulatedStage::isClosed);
      assertThat(reconnections).as("connected anew after a loss").isEqualTo(serverLosses);
      assertThat(start.vector()[0])
          .as("opened at round %d", start.round())
          .isEqualTo(expected.vector(told.rewinds.size(), start.round()));
      SimulatedStage stage = new SimulatedStage(clock, data, spec, start, listener, keeper);
      var unused =
          stage
              .result()
              .whenComplete(
                  (state, failure) -> {
                    if (failure instanceof ServerLostException) {
                      serverLosses++;
                    }
                  });
      stages.add(stage);
      told.lossesInARow = 0;
      return stage;
    }

    @Override
    public boolean mayBeLost() {
      return serversMayBeLost;
    }

    @Override
    public void reconnect() {
      reconnections++;
    }
  }

  /** What the user is told. */
  private static final class Told implements StageProgress {
    private final List<Rewind> rewinds = new ArrayList<>();
    private int lossesInARow;
    private int lastRound;

    @Override
    public void resumed(StageCheckpoint from) {}

    @Override
    public void note(String line) {
      Matcher lost = LOST.matcher(line);
      if (lost.find()) {
        int round = Integer.parseInt(lost.group(1));
        lossesInARow = round == lastRound ? lossesInARow + 1 : 1;
        lastRound = round;
      }
    }

    @Override
    public void measured(ValidationCurve curve, boolean over) {}

    @Override
    public void rewound(Rewind back) {
      rewinds.add(anonymous(back));
    }

    @Override
    public void round(RoundReport round, double examplesPerSecond, double idle) {}
  }
}
