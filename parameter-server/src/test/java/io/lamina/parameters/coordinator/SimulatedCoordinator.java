package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * A run's coordinator, from one of its deaths to the next: connects to the servers, opens the stage
 * where the disk is, deals the shards out, and again when there is no progress. It checks what it
 * is told.
 */
final class SimulatedCoordinator {
  static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final long PATIENCE = 600;

  private final Simulation simulation;
  private final SimulatedNetwork.Node process;
  private Optional<Attempt> attempt = Optional.empty();
  private ServerGroup group;
  private boolean dead;

  SimulatedCoordinator(Simulation simulation) {
    this.simulation = simulation;
    this.process = simulation.network().start(1);
  }

  void begin() {
    Caller caller =
        new Caller(process, simulation.coordinators(), "this coordinator's token", DEADLINE);
    CompletableFuture<ServerGroup> unused =
        ServerGroup.connect(caller, simulation.addresses(), Runnable::run, process::leave)
            .whenComplete(
                (connected, failure) -> simulation.after(0, () -> begun(connected, failure)));
  }

  private void begun(ServerGroup connected, Throwable failure) {
    if (dead) {
      return;
    }
    if (failure == null) {
      group = connected;
      open();
    } else {
      assertThat(cause(failure)).isInstanceOf(ConnectionLostException.class);
      simulation.requireTrouble(this, failure);
      end();
      process.leave();
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  Token workers() {
    return group.workers();
  }

  /** Whether its workers are of this generation. */
  boolean isAt(long generation) {
    return !dead && attempt.map(open -> open.stage.generation() == generation).orElse(false);
  }

  boolean isDead() {
    return dead;
  }

  private void open() {
    new Attempt(simulation.durable()).open();
  }

  /** Opens the stage again, as when its numbers ran away. */
  void reopen() {
    attempt.ifPresent(
        open -> {
          open.close();
          open();
        });
  }

  /** As when an executor has joined. */
  void nextGeneration() {
    attempt.ifPresent(Attempt::nextGeneration);
  }

  void crash() {
    end();
    process.crash();
  }

  /** Its successor begins where the disk is. */
  private void end() {
    dead = true;
    attempt.ifPresent(Attempt::requireFewLost);
    simulation.succeed();
  }

  /** A stage on the servers, and what is told of it. */
  private final class Attempt implements StateKeeper {
    private final StageState start;
    private final int interval = Math.max(1, simulation.mostLost() / 2);
    private Stage stage;
    private int committed;
    private int troubles;
    private long lastProgress;
    private boolean begun;
    private boolean closed;

    Attempt(StageState start) {
      this.start = start;
      this.committed = start.round();
    }

    private boolean isOver() {
      return dead || closed || simulation.isOver();
    }

    void open() {
      stage = group.opening(simulation.spec(), start, round -> {}, this);
      attempt = Optional.of(this);
      CompletableFuture<Void> unusedEnd =
          stage
              .result()
              .handle(
                  (result, failure) -> {
                    simulation.after(0, () -> ended(result, failure));
                    return null;
                  });
      CompletableFuture<Void> unusedBegin =
          stage.opened().thenRun(() -> simulation.after(0, this::begin));
    }

    private void begin() {
      if (!isOver()) {
        begun = true;
        deal();
        watch();
      }
    }

    /**
     * The workers of a generation that makes no progress are given up, as a lost executor's are; if
     * nothing was lost there has to be progress.
     */
    private void watch() {
      simulation.after(
          PATIENCE / 4,
          () -> {
            if (isOver()) {
              return;
            }
            long since = simulation.now() - lastProgress;
            if (since > PATIENCE && simulation.network().troubles() != troubles) {
              nextGeneration();
            } else if (since > Simulation.LONG_CALM) {
              simulation.requireTrouble(this, null);
            }
            watch();
          });
    }

    void nextGeneration() {
      if (begun) {
        stage.nextGeneration();
        deal();
      }
    }

    /** Old workers live on as zombies, now and then. */
    private void deal() {
      simulation.dismissSome();
      troubles = simulation.network().troubles();
      lastProgress = simulation.now();
      List<Integer> shards =
          new ArrayList<>(IntStream.range(0, simulation.spec().rounds().shards()).boxed().toList());
      Collections.shuffle(shards, simulation.random());
      int count = 1 + simulation.random().nextInt(shards.size());
      for (int i = 0; i < count; i++) {
        List<Integer> own =
            shards.subList(shards.size() * i / count, shards.size() * (i + 1) / count);
        simulation.employ(
            new SimulatedWorker(simulation, SimulatedCoordinator.this, stage.generation(), own));
      }
    }

    private void ended(StageState result, Throwable failure) {
      if (isOver()) {
        return;
      }
      if (failure == null) {
        simulation.expectation().requireState(result);
        assertThat(result.round()).isEqualTo(simulation.spec().rounds().count());
        simulation.finished();
      } else {
        assertThat(failure).isInstanceOf(ServerLostException.class);
        simulation.requireTrouble(this, failure);
        end();
        stage.close();
        group.close();
      }
    }

    void close() {
      requireFewLost();
      closed = true;
      stage.close();
    }

    private void requireFewLost() {
      assertThat(committed - simulation.durable().round())
          .as("lost rounds")
          .isLessThan(simulation.mostLost());
    }

    @Override
    public void committed(RoundSummary round) {
      if (!isOver()) {
        simulation.check(() -> requireNext(round));
      }
    }

    private void requireNext(RoundSummary round) {
      assertThat(round.round()).as("the next round").isEqualTo(committed);
      assertThat(round.pushes())
          .as("every shard once")
          .extracting(push -> push.id().shard())
          .containsExactlyElementsOf(
              IntStream.range(0, simulation.spec().rounds().shards()).boxed().toList());
      assertThat(round.pushes())
          .as("of the open generation")
          .allMatch(push -> push.id().generation() == stage.generation());
      simulation.expectation().committed(round);
      committed++;
      lastProgress = simulation.now();
    }

    @Override
    public boolean wants(int round) {
      return round % interval == 0;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      return coming.thenCompose(state -> keep(round, state));
    }

    private CompletableFuture<Void> keep(int round, StageState state) {
      CompletableFuture<Void> safe = new CompletableFuture<>();
      if (isOver()) {
        return safe; // A successor may have gone another way, running ahead.
      }
      simulation.check(
          () -> {
            assertThat(state.round()).as("the state's round").isEqualTo(round);
            simulation.expectation().requireState(state);
          });
      simulation.write(
          () -> {
            if (!isOver()) {
              simulation.kept(state);
              safe.complete(null);
            }
          });
      return safe;
    }
  }
}
