package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.SimulatedNetwork;
import io.lamina.parameters.wire.Wire;
import io.lamina.parameters.worker.WorkerProcess;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Trains its shards for one generation, round after round, as a task does. When it has lost a
 * server it is tried again, as Spark does, if that gives the same bits. A zombie, whose generation
 * is over and which has not noticed, tells lies.
 */
final class SimulatedWorker {
  private static final float POISON = 63f;

  private final Simulation simulation;
  private final StageSpec spec;
  private final SimulatedCoordinator coordinator;
  private final long generation;
  private final List<Integer> shards;
  private final Map<Integer, float[]> carried = new HashMap<>();
  private final SimulatedNetwork.Node process;
  private Optional<CompletableFuture<Pull>> coming = Optional.empty();
  private WorkerProcess servers;
  private float[] next;
  private int round;

  SimulatedWorker(
      Simulation simulation,
      SimulatedCoordinator coordinator,
      long generation,
      List<Integer> shards) {
    this.simulation = simulation;
    this.spec = simulation.spec();
    this.coordinator = coordinator;
    this.generation = generation;
    this.shards = List.copyOf(shards);
    this.process = simulation.network().start(1);
  }

  /** The same one in a new process: it goes on where it was. */
  private SimulatedWorker(SimulatedWorker before) {
    this(before.simulation, before.coordinator, before.generation, before.shards);
    this.round = before.round;
    this.carried.putAll(before.carried);
  }

  void begin() {
    Caller caller =
        new Caller(
            process, coordinator.workers(), "this worker's token", SimulatedCoordinator.DEADLINE);
    then(
        WorkerProcess.connect(caller, simulation.addresses()),
        connected -> {
          servers = connected;
          pull();
        });
  }

  boolean isZombie() {
    return !coordinator.isAt(generation);
  }

  /** Goes on in its own thread, later, if it still lives. */
  private <T> void then(CompletableFuture<T> what, Consumer<T> work) {
    CompletableFuture<T> unused =
        what.whenComplete(
            (value, failure) ->
                simulation.after(
                    simulation.random().nextInt(3),
                    () -> {
                      if (!simulation.has(this)) {
                        return;
                      }
                      if (failure == null) {
                        work.accept(value);
                      } else {
                        lost(failure);
                      }
                    }));
  }

  private void lost(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(ConnectionLostException.class);
    simulation.requireTrouble(this, cause);
    leave();
    if (spec.rounds().staleness() == 0 && !isZombie()) {
      simulation.afterwards(
          () -> {
            if (!isZombie()) {
              simulation.employ(new SimulatedWorker(simulation, coordinator, generation, shards));
            }
          });
    }
  }

  /** Ends in good order. */
  void leave() {
    simulation.dismiss(this);
    process.leave();
  }

  void crash() {
    simulation.dismiss(this);
    process.crash();
  }

  private void pull() {
    then(coming.orElseGet(() -> ask(round)), this::answered);
    coming = Optional.empty();
  }

  private CompletableFuture<Pull> ask(int wanted) {
    next = filled(spec.vector().length(), Float.NaN);
    return ask(Math.max(0, wanted - spec.rounds().staleness()), Pull.VECTOR, next);
  }

  private CompletableFuture<Pull> ask(int wanted, int shard, float[] into) {
    return servers.pull(new Wire.AskedPull(generation, wanted, shard, spec.stage()), into);
  }

  private void answered(Pull pull) {
    if (pull.status() != Pull.Status.OPEN) {
      assertThat(pull.status()).isNotEqualTo(Pull.Status.FAILED);
      leave();
      return;
    }
    float[] vector = next;
    if (isToBeTrusted()) {
      simulation.expectation().requireVector(pull.round(), vector);
    }
    if (isZombie() && simulation.random().nextInt(4) == 0) {
      then(servers.fail(spec.stage(), generation, "a zombie's last word"), heard -> leave());
      return;
    }
    int training = Math.max(round, pull.round());
    if (training < spec.rounds().count()) {
      then(simulation.pause(), paused -> train(pull.round(), training, vector, shards.iterator()));
    } else {
      pull();
    }
  }

  /** What was committed before a coordinator fell back may have gone another way. */
  private boolean isToBeTrusted() {
    return spec.rounds().staleness() == 0 || !isZombie();
  }

  private void train(int open, int training, float[] vector, Iterator<Integer> left) {
    if (!left.hasNext()) {
      round = training + 1;
      trained();
      return;
    }
    int shard = left.next();
    Optional<float[]> own =
        spec.vector().stateLength() == 0
            ? Optional.of(new float[0])
            : Optional.ofNullable(carried.get(shard));
    if (own.isPresent()) {
      if (!left.hasNext() && spec.rounds().staleness() > 0) {
        coming = Optional.of(ask(training + 1));
      }
      push(training, shard, vector, own.get());
      train(open, training, vector, left);
      return;
    }
    float[] pulled = filled(spec.vector().stateLength(), Float.NaN);
    then(
        ask(open, shard, pulled),
        answer -> {
          if (answer.status() != Pull.Status.OPEN || answer.round() != open) {
            pull();
            return;
          }
          if (isToBeTrusted()) {
            simulation.expectation().requireCarried(open, shard, pulled);
          }
          push(training, shard, vector, pulled);
          train(open, training, vector, left);
        });
  }

  private void push(int training, int shard, float[] vector, float[] own) {
    float[] values = simulation.expectation().trained(training, vector, own, shard);
    float[] state = Arrays.copyOfRange(values, spec.vector().length(), values.length);
    carried.put(shard, state);
    Push push = Expectation.push(generation, training, shard);
    if (isZombie()) {
      Arrays.fill(values, POISON);
    } else {
      simulation.expectation().pushes(push, values);
    }
    float[] difference = Arrays.copyOf(values, spec.vector().length());
    float[] after = Arrays.copyOfRange(values, spec.vector().length(), values.length);
    then(
        servers.push(push, spec.updates(), difference, after),
        sent -> {
          Arrays.fill(difference, POISON);
          Arrays.fill(after, POISON);
        });
  }

  /** Asks for the next round; or waits until its pushes count, and perhaps moves elsewhere. */
  private void trained() {
    if (coming.isPresent() || simulation.random().nextInt(3) > 0) {
      pull();
    } else {
      then(servers.flush(), flushed -> afterFlush());
    }
  }

  private void afterFlush() {
    if (simulation.random().nextInt(3) > 0) {
      pull();
      return;
    }
    leave();
    if (!isZombie()) {
      simulation.employ(new SimulatedWorker(this));
    }
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
