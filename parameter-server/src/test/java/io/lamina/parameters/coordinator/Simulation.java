package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.server.ServerProcess;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.SimulatedNetwork;
import io.lamina.parameters.wire.VirtualTime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A stage from beginning to end while everything goes wrong, in one thread: connections break or
 * fall silent; workers die, live on as zombies and lie, or move; servers die and come back empty;
 * the coordinator dies and goes on from what the disk has, or opens the stage anew; the disk is
 * slow. After a while there is peace, and the stage has to come to its end. The coordinator's, the
 * servers' and the workers' ends are the real ones, with their handlers and their frames; the
 * network, the clock and the disk are not.
 *
 * <ol>
 *   <li>A round that is committed counts every shard once, all of the generation that is open.
 *   <li>Rounds are committed one after the other, and none twice but after a loss, which costs
 *       fewer rounds than were promised.
 *   <li>A vector and a shard's state that a worker is given are those of the round, to the bit, of
 *       an undisturbed run; where workers run ahead, those that the pushes that were counted give
 *       on one server. So is every state that is kept, and the result.
 *   <li>Nobody hangs up on a connection that nothing happened to.
 *   <li>Where nothing was lost every generation makes progress: what a worker was told is dealt
 *       with counts, though the worker leaves.
 *   <li>All buffers are given back in the end.
 * </ol>
 */
final class Simulation {
  private static final int MOST_EVENTS = 1_000_000;

  /** After that every end has noticed what it has lost, and nothing takes so long. */
  static final long LONG_CALM = 4_000;

  private final int seed;
  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final CountingAllocator allocator = new CountingAllocator();
  private final List<AssertionError> broken = new ArrayList<>();
  private final Token coordinators = Token.of(new byte[Token.BYTES]);
  private final SimulatedNetwork network;
  private final StageSpec spec;
  private final long disturbed;
  private final int peace;
  private final int mostLost;
  private final Expectation expectation;
  private final List<InetSocketAddress> addresses;
  private final List<SimulatedNetwork.Node> servers = new ArrayList<>();
  private final List<SimulatedWorker> workers = new ArrayList<>();

  /** What the disk has; the last is where a run goes on. */
  private StageState durable;

  private SimulatedCoordinator coordinator;
  private boolean over;

  Simulation(int seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.network =
        new SimulatedNetwork(
            time, random, allocator.get(), offence -> broken.add(new AssertionError(offence)));
    this.spec = spec(random);
    this.disturbed = random.nextInt(3_000);
    this.peace = 20 << random.nextInt(6);
    this.mostLost = 2 + random.nextInt(4);
    this.expectation = new Expectation(seed, spec);
    this.durable = expectation.at(0);
    int parts = new Split(spec, 1 + random.nextInt(4)).parts();
    this.addresses =
        IntStream.range(0, parts)
            .mapToObj(part -> InetSocketAddress.createUnresolved("server-" + part, 1))
            .toList();
  }

  private static StageSpec spec(Random random) {
    int length = 4 + random.nextInt(20);
    OuterOptimizer outer =
        random.nextBoolean() ? OuterOptimizer.average() : OuterOptimizer.nesterov(0.7, 0.9);
    int shards = 1 + random.nextInt(4);
    int rounds = 2 + random.nextInt(15);
    VectorSpec vector = new VectorSpec(length, random.nextInt(length + 1), random.nextInt(3) * 3);
    int staleness = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    UpdateFormat updates = random.nextInt(4) == 0 ? UpdateFormat.BFLOAT16 : UpdateFormat.FLOAT32;
    return new StageSpec(
        "s",
        "train slower",
        new RoundsSpec(shards, rounds, 1000, staleness),
        vector,
        outer,
        updates);
  }

  /** Runs it to its end; gives a number that another course of events would not give. */
  long run() {
    addresses.forEach(address -> servers.add(serve(address)));
    begin();
    after(1 + random.nextInt(peace), this::disturb);
    while (!over) {
      step();
    }
    List.copyOf(workers).forEach(SimulatedWorker::leave);
    coordinator.crash();
    servers.forEach(SimulatedNetwork.Node::crash);
    while (time.step()) {
      requireWhole();
    }
    assertThat(allocator.bytes()).as("seed %d: bytes not given back", seed).isZero();
    return time.course();
  }

  private void step() {
    if (time.events() > MOST_EVENTS || !time.step()) {
      throw new AssertionError("seed " + seed + " comes to no end at " + time.now());
    }
    requireWhole();
  }

  private void requireWhole() {
    if (!broken.isEmpty()) {
      throw new AssertionError("seed " + seed + " at " + time.now(), broken.get(0));
    }
  }

  /** What is found out inside others' code is told here. */
  void check(Runnable promise) {
    try {
      promise.run();
    } catch (AssertionError e) {
      broken.add(e);
    }
  }

  void after(long delay, Runnable work) {
    time.after(delay, () -> check(work));
  }

  /** After a while, if it is not over by then. */
  void afterwards(Runnable work) {
    after(
        network.delay(),
        () -> {
          if (!over) {
            work.run();
          }
        });
  }

  private SimulatedNetwork.Node serve(InetSocketAddress address) {
    SimulatedNetwork.Node process = network.start(2);
    process.listen(address, new ServerProcess(coordinators, allocator.get())::receive);
    return process;
  }

  private void begin() {
    coordinator = new SimulatedCoordinator(this);
    coordinator.begin();
  }

  /** A coordinator is dead. */
  void succeed() {
    afterwards(this::begin);
  }

  private void disturb() {
    if (time.now() > disturbed) {
      return;
    }
    int what = random.nextInt(100);
    if (what < 5) {
      restart(random.nextInt(servers.size()));
    } else if (what < 10 && !coordinator.isDead()) {
      coordinator.crash();
    } else if (what < 20 && !coordinator.isDead()) {
      coordinator.reopen();
    } else if (what < 40 && !coordinator.isDead()) {
      coordinator.nextGeneration();
    } else if (what < 60 && !workers.isEmpty()) {
      workers.get(random.nextInt(workers.size())).crash();
    } else if (what < 80) {
      network.disturb();
    }
    after(1 + random.nextInt(peace), this::disturb);
  }

  private void restart(int server) {
    servers.get(server).crash();
    afterwards(() -> servers.set(server, serve(addresses.get(server))));
  }

  /** Something was lost, which must have a cause. */
  void requireTrouble(Object who, Throwable loss) {
    if (network.calm() > LONG_CALM) {
      throw new AssertionError(who + " is in trouble for no reason", loss);
    }
  }

  boolean isOver() {
    return over;
  }

  void finished() {
    over = true;
  }

  void employ(SimulatedWorker worker) {
    workers.add(worker);
    afterwards(
        () -> {
          if (has(worker)) {
            worker.begin();
          }
        });
  }

  boolean has(SimulatedWorker worker) {
    return workers.contains(worker) && !over;
  }

  void dismiss(SimulatedWorker worker) {
    workers.remove(worker);
  }

  /** Some die, some live on; in peace all leave. */
  void dismissSome() {
    for (SimulatedWorker worker : List.copyOf(workers)) {
      if (time.now() > disturbed) {
        worker.leave();
      } else if (random.nextInt(3) > 0) {
        worker.crash();
      }
    }
  }

  /** How long a worker trains. */
  CompletableFuture<Void> pause() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    after(random.nextBoolean() ? 0 : 2 * network.delay(), () -> over.complete(null));
    return over;
  }

  long now() {
    return time.now();
  }

  /** The disk has it after a while. */
  void write(Runnable done) {
    after(random.nextInt(4) == 0 ? 10 * network.delay() : network.delay(), done);
  }

  void kept(StageState state) {
    assertThat(state.round()).isGreaterThan(durable.round());
    durable = state;
  }

  StageState durable() {
    return durable;
  }

  Random random() {
    return random;
  }

  SimulatedNetwork network() {
    return network;
  }

  StageSpec spec() {
    return spec;
  }

  int mostLost() {
    return mostLost;
  }

  Expectation expectation() {
    return expectation;
  }

  Token coordinators() {
    return coordinators;
  }

  List<InetSocketAddress> addresses() {
    return addresses;
  }
}
