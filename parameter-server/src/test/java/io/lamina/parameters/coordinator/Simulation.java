package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Idle;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.part.OneServer;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.CountingAllocator;
import io.netty.buffer.ByteBuf;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A stage from beginning to end while everything goes wrong: workers die, live on as zombies and
 * lie; messages are late, lost, doubled and overtake each other; servers die and come back empty;
 * the coordinator dies and goes on from what the disk has; the disk is slow. After a while all is
 * calm, and the stage has to come to its end.
 *
 * <p>Checked after every event:
 *
 * <ol>
 *   <li>a round that is committed counts every shard once, all of the generation that is open
 *   <li>rounds are committed one after the other, and none twice but after a loss, which costs
 *       fewer rounds than were promised
 *   <li>a vector and a shard's state that a worker is given are those of the round, to the bit, of
 *       an undisturbed run; where workers run ahead, which they do otherwise every time, those that
 *       the pushes that were counted give on one server, one after the other
 *   <li>so is every state that is kept, and the result
 *   <li>those pulls wait at a server that were asked and not answered, and all buffers are given
 *       back in the end
 * </ol>
 */
final class Simulation {
  private static final long DISTURBED = 4_000;
  private static final int MOST_EVENTS = 200_000;
  private static final float POISON = 63f;

  private final int seed;
  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final CountingAllocator allocator = new CountingAllocator();
  private final StageSpec spec;
  private final int mostLost;
  private final Split split;
  private final List<StageState> expected = new ArrayList<>();
  private final Map<Push, float[]> pushed = new HashMap<>();
  private final List<AssertionError> broken = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  /** What the disk has; the last is where a run goes on. */
  private StageState durable;

  private Incarnation incarnation;
  private int incarnations;
  private boolean over;

  Simulation(int seed) {
    this.seed = seed;
    this.random = new Random(seed);
    int length = 4 + random.nextInt(20);
    OuterOptimizer outer =
        random.nextBoolean() ? OuterOptimizer.average() : OuterOptimizer.nesterov(0.7, 0.9);
    this.spec =
        new StageSpec(
                "s",
                "train slower",
                1 + random.nextInt(4),
                2 + random.nextInt(15),
                length,
                random.nextInt(length + 1),
                outer,
                1000)
            .withState(random.nextInt(3) * 3)
            .withStaleness(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0);
    this.mostLost = 2 + random.nextInt(4);
    this.split = new Split(spec, 1 + random.nextInt(4));
    for (int i = 0; i < split.parts(); i++) {
      servers.add(new Server());
    }
    undisturbed();
    durable = expected.get(0);
  }

  /** All rounds on one server, one after the other. */
  private void undisturbed() {
    OneServer rounds = new OneServer(spec, new float[spec.length()]);
    expected.add(rounds.state());
    while (!rounds.finished()) {
      for (int shard = 0; shard < spec.shards(); shard++) {
        Push push = push(1, rounds.round(), shard);
        float[] values = trained(rounds.state(), shard);
        rounds.push(push, FloatBuffer.wrap(values));
      }
      expected.add(rounds.state());
    }
  }

  /** Where workers run ahead, what they pushed is all that the next round can be told from. */
  private void foretell(RoundSummary round) {
    if (spec.staleness() > 0) {
      OneServer rounds = new OneServer(spec, expected.get(round.round()), 0);
      for (Push push : round.pushes()) {
        float[] values = pushed.get(push);
        rounds.push(push(0, push.round(), push.shard()), FloatBuffer.wrap(values));
      }
      expected.set(round.round() + 1, rounds.state());
    }
  }

  private static Push push(long generation, int round, int shard) {
    return new Push("s", generation, round, shard, 10 + 7L * shard, 1, 1, Idle.WORKER);
  }

  private float[] trained(StageState state, int shard) {
    return trained(state.round(), state.vector(), state.shardStates().get(shard), shard);
  }

  /** What a shard learns depends on the vector it is given and on what the shard carries. */
  private float[] trained(int round, float[] vector, float[] carried, int shard) {
    Random values = new Random(1000L * round + shard);
    float[] learnt = new float[spec.pushLength()];
    for (int i = 0; i < learnt.length; i++) {
      float from = i < spec.length() ? vector[i] : carried[i - spec.length()];
      learnt[i] = values.nextFloat() - 0.5f - 0.1f * from;
    }
    return learnt;
  }

  /** What is found out inside a future is told where a test hears it. */
  private <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (AssertionError e) {
      broken.add(e);
      throw e;
    }
  }

  void run() {
    begin();
    time.after(1 + random.nextInt(50), this::disturb);
    for (int events = 0; !over; events++) {
      assertThat(events).as("seed %d comes to no end", seed).isLessThan(MOST_EVENTS);
      assertThat(time.step()).as("seed %d: nobody does anything", seed).isTrue();
      check();
      broken.forEach(
          promise -> {
            throw promise;
          });
    }
    servers.forEach(Server::crash);
    assertThat(allocator.bytes()).as("seed %d: bytes not given back", seed).isZero();
  }

  private void check() {
    for (Server server : servers) {
      server.part.ifPresent(
          part ->
              assertThat(part.waiting())
                  .as("seed %d: pulls that wait", seed)
                  .isEqualTo(server.unanswered));
    }
  }

  private boolean calm() {
    return time.now() > DISTURBED;
  }

  private void disturb() {
    if (calm()) {
      return;
    }
    int what = random.nextInt(100);
    if (what < 6) {
      servers.get(random.nextInt(servers.size())).crash();
    } else if (what < 10) {
      if (!incarnation.dead) {
        incarnation.die();
      }
    } else if (what < 40 && !workers.isEmpty()) {
      workers.remove(random.nextInt(workers.size()));
    }
    time.after(1 + random.nextInt(80), this::disturb);
  }

  private long delay() {
    return 1L + (random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(10));
  }

  /** A message that may be lost, come twice, or late. */
  private void send(Runnable arrival) {
    if (calm() || random.nextInt(20) > 0) {
      time.after(delay(), arrival);
    }
    if (!calm() && random.nextInt(20) == 0) {
      time.after(delay(), arrival);
    }
  }

  private void begin() {
    if (incarnation == null || incarnation.dead) {
      incarnation = new Incarnation(++incarnations);
      incarnation.open();
    }
  }

  /** A process that holds a part, until it crashes; it is back at once, and knows nothing. */
  private static final class Server {
    private final List<Link> links = new ArrayList<>();
    private Optional<StagePart> part = Optional.empty();
    private int run;
    private int newest;
    private int unanswered;

    void crash() {
      run = 0;
      part.ifPresent(StagePart::close);
      part = Optional.empty();
      unanswered = 0;
      links.forEach(Link::broke);
      links.clear();
    }

    /** What an earlier run's coordinator had said before it died may come later. */
    void host(int ofRun, StagePart opened) {
      if (ofRun < newest) {
        opened.close();
        return;
      }
      newest = ofRun;
      run = 0;
      part.ifPresent(StagePart::close);
      part = Optional.of(opened);
      unanswered = 0;
      run = ofRun;
    }

    /** Does something with the part, if it is of this run. */
    void with(int ofRun, Consumer<StagePart> work) {
      if (run == ofRun) {
        part.ifPresent(work);
      }
    }
  }

  /** A connection from the coordinator to a server: in order, late, and dead with the server. */
  private final class Link implements PartLink {
    private final Server server;
    private final int run;
    private final Owner owner;
    private final Deque<Runnable> orders = new ArrayDeque<>();
    private final Deque<CompletableFuture<StageState>> asked = new ArrayDeque<>();
    private boolean broken;

    Link(Server server, int run, Owner owner) {
      this.server = server;
      this.run = run;
      this.owner = owner;
      server.links.add(this);
    }

    void broke() {
      broken = true;
      time.after(
          delay(),
          () -> {
            // Who waits for a state may hear of the loss first.
            boolean first = random.nextBoolean();
            if (first) {
              forgetAsked();
            }
            owner.lost("the server has crashed");
            forgetAsked();
          });
    }

    private void forgetAsked() {
      asked.forEach(
          answer -> answer.completeExceptionally(new ConnectionLostException("crashed", null)));
      asked.clear();
    }

    private void order(Runnable work) {
      orders.add(work);
      time.after(
          delay(),
          () -> {
            Runnable next = orders.remove();
            if (!broken) {
              next.run();
            }
          });
    }

    private void order(Consumer<StagePart> work) {
      order(() -> server.with(run, work));
    }

    void host(StageSpec own, StageState start, long generation) {
      order(
          () ->
              server.host(
                  run,
                  new StagePart(
                      own,
                      start,
                      generation,
                      new LateOwner(owner),
                      allocator.get(),
                      closed -> {})));
    }

    @Override
    public void open(long generation, StageState state) {
      order(part -> part.open(generation, state));
    }

    @Override
    public CompletableFuture<Void> opened() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void fence(long generation) {
      order(part -> part.fence(generation));
    }

    @Override
    public void commit() {
      order(StagePart::commit);
    }

    @Override
    public CompletableFuture<StageState> state() {
      CompletableFuture<StageState> answer = new CompletableFuture<>();
      asked.add(answer);
      order(
          part -> {
            StageState state = part.state().join();
            time.after(delay(), () -> answer.complete(state));
          });
      return answer;
    }

    @Override
    public void end(Pull.Status status, String message) {
      order(part -> part.end(status, message));
    }

    @Override
    public void close() {
      order(StagePart::close);
    }
  }

  /** What a server says to the coordinator, after a while. */
  private final class LateOwner implements PartLink.Owner {
    private final PartLink.Owner owner;

    LateOwner(PartLink.Owner owner) {
      this.owner = owner;
    }

    @Override
    public void complete(long generation, int round, List<Push> pushes) {
      time.after(delay(), () -> owner.complete(generation, round, pushes));
    }

    @Override
    public void failed(long generation, StageFailure failure) {
      time.after(delay(), () -> owner.failed(generation, failure));
    }

    @Override
    public void lost(String reason) {
      time.after(delay(), () -> owner.lost(reason));
    }
  }

  /** The coordinator from one of its deaths to the next, and what is told to it. */
  private final class Incarnation implements StateKeeper {
    private final int number;
    private final int interval = Math.max(1, mostLost / 2);
    private final AtomicLong generations = new AtomicLong();
    private Stage stage;
    private int committed;
    private boolean dead;

    Incarnation(int number) {
      this.number = number;
    }

    void open() {
      StageState start = durable;
      committed = start.round();
      stage =
          Stage.open(
              split,
              start,
              generations::incrementAndGet,
              OpenStage.atOnce(round -> {}),
              this,
              (part, own, from, generation, owner) -> {
                Link link = new Link(servers.get(part), number, owner);
                link.host(own, from, generation);
                return link;
              });
      CompletableFuture<Void> unused =
          stage.result().handle((result, failure) -> checked(() -> ended(result, failure)));
      deal();
      time.after(300, this::watch);
    }

    /**
     * The workers of a generation that makes no progress are given up, as a lost executor's are.
     */
    private void watch() {
      if (dead || over) {
        return;
      }
      int before = committed;
      time.after(
          300,
          () -> {
            if (!dead && !over && committed == before) {
              stage.nextGeneration();
              deal();
            }
            watch();
          });
    }

    /** Old workers live on as zombies, now and then. */
    private void deal() {
      if (calm()) {
        workers.clear();
      } else {
        workers.removeIf(worker -> random.nextInt(3) > 0);
      }
      List<Integer> shards = new ArrayList<>(IntStream.range(0, spec.shards()).boxed().toList());
      Collections.shuffle(shards, random);
      int count = 1 + random.nextInt(shards.size());
      for (int i = 0; i < count; i++) {
        int from = shards.size() * i / count;
        int to = shards.size() * (i + 1) / count;
        Worker worker = new Worker(number, stage.generation(), shards.subList(from, to));
        workers.add(worker);
        time.after(delay(), worker::pull);
      }
    }

    private Void ended(StageState result, Throwable failure) {
      if (dead) {
        return null;
      }
      if (failure == null) {
        requireExpected(result);
        assertThat(result.round()).isEqualTo(spec.rounds());
        over = true;
      } else {
        assertThat(failure).as("seed %d", seed).isInstanceOf(ServerLostException.class);
        die();
      }
      return null;
    }

    /** Its successor begins where the disk is. */
    void die() {
      dead = true;
      stage.close();
      assertThat(committed - durable.round()).as("seed %d: lost rounds", seed).isLessThan(mostLost);
      time.after(delay(), Simulation.this::begin);
    }

    @Override
    public void committed(RoundSummary round) {
      if (dead) {
        return;
      }
      assertThat(round.round()).as("seed %d: the next round", seed).isEqualTo(committed);
      assertThat(round.pushes())
          .as("seed %d: every shard once", seed)
          .extracting(Push::shard)
          .containsExactlyElementsOf(IntStream.range(0, spec.shards()).boxed().toList());
      assertThat(round.pushes())
          .as("seed %d: of the open generation", seed)
          .allMatch(push -> push.generation() == stage.generation());
      foretell(round);
      committed++;
    }

    @Override
    public boolean wants(int round) {
      return round % interval == 0;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      if (!dead) {
        checked(() -> assertThat(round).as("seed %d: rounds told", seed).isEqualTo(committed));
      }
      return coming.thenCompose(state -> checked(() -> keep(round, state)));
    }

    private CompletableFuture<Void> keep(int round, StageState state) {
      if (dead) {
        return new CompletableFuture<>(); // A successor may have gone another way, running ahead.
      }
      assertThat(state.round()).as("seed %d: the state's round", seed).isEqualTo(round);
      requireExpected(state);
      CompletableFuture<Void> safe = new CompletableFuture<>();
      time.after(
          random.nextInt(4) == 0 ? 10 * delay() : delay(),
          () -> {
            if (!dead) {
              assertThat(state.round()).isGreaterThan(durable.round());
              durable = state;
              safe.complete(null);
            }
          });
      return safe;
    }
  }

  private void requireExpected(StageState state) {
    StageState known = expected.get(state.round());
    boolean same =
        Arrays.equals(state.vector(), known.vector())
            && Arrays.equals(state.velocity(), known.velocity());
    for (int shard = 0; shard < spec.shards(); shard++) {
      same &= Arrays.equals(state.shardStates().get(shard), known.shardStates().get(shard));
    }
    assertThat(same).as("seed %d: the bits of round %d", seed, state.round()).isTrue();
  }

  /** Trains its shards for one generation, round after round; a zombie tells lies. */
  private final class Worker {
    private final int run;
    private final long generation;
    private final List<Integer> shards;
    private final Map<Integer, float[]> carried = new HashMap<>();
    private int round;

    Worker(int run, long generation, List<Integer> shards) {
      this.run = run;
      this.generation = generation;
      this.shards = List.copyOf(shards);
    }

    private boolean lives() {
      return workers.contains(this) && !over;
    }

    void pull() {
      if (lives()) {
        float[] vector = new float[spec.length()];
        int oldest = Math.max(0, round - spec.staleness());
        gather(Pull.VECTOR, oldest, vector, answer -> train(answer, vector));
      }
    }

    /** Asks all servers, again when one is behind, and again after a while without an answer. */
    private void gather(int shard, int wanted, float[] into, Consumer<Integer> then) {
      new Gathering(shard, wanted, into, then).ask();
    }

    private final class Gathering {
      private final int shard;
      private final float[] into;
      private final Consumer<Integer> then;
      private final int[] rounds = new int[split.parts()];
      private int wanted;
      private boolean done;

      Gathering(int shard, int wanted, float[] into, Consumer<Integer> then) {
        this.shard = shard;
        this.wanted = wanted;
        this.into = into;
        this.then = then;
      }

      void ask() {
        Arrays.fill(rounds, -1);
        for (int part = 0; part < rounds.length; part++) {
          ask(part);
        }
        time.after(
            150,
            () -> {
              if (!done && lives()) {
                ask();
              }
            });
      }

      private void ask(int part) {
        int from = Split.from(into.length, part, split.parts());
        int to = Split.from(into.length, part + 1, split.parts());
        Server server = servers.get(part);
        if (from == to) {
          rounds[part] = wanted;
          return;
        }
        int asked = wanted;
        send(
            () ->
                server.with(
                    run,
                    held -> {
                      server.unanswered++;
                      held.pull(generation, asked, shard, new Reader(part, from));
                    }));
      }

      private final class Reader implements StagePart.Reader {
        private final int part;
        private final int from;

        Reader(int part, int from) {
          this.part = part;
          this.from = from;
        }

        @Override
        public void state(int open, ByteBuf vector) {
          float[] values = new float[vector.readableBytes() / Float.BYTES];
          for (int i = 0; i < values.length; i++) {
            values[i] = vector.readFloatLE();
          }
          vector.release();
          servers.get(part).unanswered--;
          send(() -> arrived(part, from, open, values));
        }

        @Override
        public void ended(Pull.Status status, String message) {
          if (servers.get(part).run != run) {
            return; // Closed by a crash, of which nobody is told.
          }
          servers.get(part).unanswered--;
          send(
              () -> {
                if (!done && lives()) {
                  done = true;
                  workers.remove(Worker.this);
                }
              });
        }
      }

      private void arrived(int part, int from, int open, float[] values) {
        if (done || !lives() || open < rounds[part]) {
          return;
        }
        rounds[part] = open;
        System.arraycopy(values, 0, into, from, values.length);
        int latest = Arrays.stream(rounds).max().orElseThrow();
        if (Arrays.stream(rounds).allMatch(each -> each == latest)) {
          done = true;
          then.accept(latest);
        } else if (Arrays.stream(rounds).allMatch(each -> each >= 0)) {
          wanted = latest;
          IntStream.range(0, rounds.length).filter(i -> rounds[i] < latest).forEach(this::ask);
        }
      }
    }

    private void train(int open, float[] vector) {
      assertThat(vector)
          .as("seed %d: the vector of round %d", seed, open)
          .isEqualTo(expected.get(open).vector());
      int next = Math.max(round, open);
      if (next < spec.rounds()) {
        for (int shard : shards) {
          trainShard(open, next, shard, vector);
        }
        round = next + 1;
      }
      time.after(delay(), this::pull);
    }

    private void trainShard(int open, int next, int shard, float[] vector) {
      float[] own = carried.get(shard);
      if (spec.stateLength() == 0 || own != null) {
        push(next, shard, vector, own == null ? new float[0] : own);
        return;
      }
      float[] pulled = new float[spec.stateLength()];
      gather(
          shard,
          open,
          pulled,
          answer -> {
            if (answer == open) {
              assertThat(pulled)
                  .as("seed %d: what shard %d carries into round %d", seed, shard, open)
                  .isEqualTo(expected.get(open).shardStates().get(shard));
              push(next, shard, vector, pulled);
            }
          });
    }

    private void push(int next, int shard, float[] vector, float[] own) {
      float[] values = trained(next, vector, own, shard);
      carried.put(shard, Arrays.copyOfRange(values, spec.length(), values.length));
      boolean zombie = run != incarnation.number || generation != incarnation.stage.generation();
      if (zombie) {
        Arrays.fill(values, POISON);
      }
      Push push = Simulation.push(generation, next, shard);
      if (!zombie) {
        pushed.put(push, values);
      }
      for (int part = 0; part < split.parts(); part++) {
        float[] piece = piece(values, part);
        Server server = servers.get(part);
        send(() -> server.with(run, held -> held.push(push, FloatBuffer.wrap(piece))));
      }
    }

    private float[] piece(float[] values, int part) {
      int from = Split.from(spec.length(), part, split.parts());
      int to = Split.from(spec.length(), part + 1, split.parts());
      int carriedFrom = Split.from(spec.stateLength(), part, split.parts());
      int carriedTo = Split.from(spec.stateLength(), part + 1, split.parts());
      float[] piece = new float[to - from + carriedTo - carriedFrom];
      System.arraycopy(values, from, piece, 0, to - from);
      System.arraycopy(
          values, spec.length() + carriedFrom, piece, to - from, carriedTo - carriedFrom);
      return piece;
    }
  }
}
