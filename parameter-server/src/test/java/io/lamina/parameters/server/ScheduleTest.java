package io.lamina.parameters.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.Token;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.coordinator.OpenStage;
import io.lamina.parameters.part.OneServer;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workers that come, die in the middle of anything, say things twice and live on as zombies, all in
 * one thread and from a seed. Whatever happens, every committed round's vector has the bits of an
 * undisturbed run.
 */
class ScheduleTest {
  private static final int EVENTS = 500;
  private static final float POISON = 63f;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyScheduleGivesTheBitsOfAnUndisturbedRun(int seed) {
    new Schedule(seed).run();
  }

  private static final class Schedule {
    private final Random random;
    private final int shards;
    private final int rounds;
    private final StageSpec spec;
    private final List<float[]> expected = new ArrayList<>();
    private final CountingAllocator allocator = new CountingAllocator();
    private final Token token = Token.random();
    private final Map<String, StagePart> stages = new ConcurrentHashMap<>();
    private final Reception reception = new Reception(new OneToken(token, stages));
    private final List<RoundSummary> told = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final OpenStage stage;

    Schedule(int seed) {
      random = new Random(seed);
      shards = 1 + random.nextInt(4);
      rounds = 1 + random.nextInt(6);
      int length = 1 + random.nextInt(40);
      OuterOptimizer outer =
          random.nextBoolean() ? OuterOptimizer.average() : OuterOptimizer.nesterov(0.7, 0.9);
      spec =
          Specs.of(
              RoundsSpec.synchronous(shards, rounds, 1000),
              new VectorSpec(length, length / 2, 0),
              outer);
      OneServer reference = new OneServer(spec, new float[length]);
      expected.add(reference.vector().clone());
      for (int round = 0; round < rounds; round++) {
        for (int shard = 0; shard < shards; shard++) {
          reference.push(
              push(1, round, shard), java.nio.FloatBuffer.wrap(difference(round, shard)));
        }
        expected.add(reference.vector().clone());
      }
      stage = OpenStage.atRoundZero(spec, told::add, allocator.get(), stages);
    }

    Push push(long generation, int round, int shard) {
      return Pushes.of(new PushId("s", generation, round, shard), 10 + 7L * shard);
    }

    float[] difference(int round, int shard) {
      Random values = new Random(1000L * round + shard);
      float[] difference = new float[spec.vector().length()];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = values.nextFloat() - 0.5f;
      }
      return difference;
    }

    void run() {
      for (int event = 0; event < EVENTS; event++) {
        happen();
      }
      stage.stage().nextGeneration();
      Worker last = new Worker(IntStream.range(0, shards).boxed().toList());
      while (!last.done) {
        last.step();
      }
      check();
      workers.forEach(worker -> worker.peer.close());
      last.peer.close();
      stage.close();
      assertThat(allocator.bytes()).isZero();
    }

    private void happen() {
      int what = random.nextInt(100);
      if (what < 3) {
        stage.stage().nextGeneration();
      } else if (what < 10 && workers.size() < 6) {
        List<Integer> some =
            IntStream.range(0, shards).filter(shard -> random.nextInt(3) > 0).boxed().toList();
        workers.add(new Worker(some));
      } else if (!workers.isEmpty()) {
        Worker worker = workers.get(random.nextInt(workers.size()));
        if (what < 12) {
          worker.peer.close();
          workers.remove(worker);
        } else {
          worker.step();
        }
      }
    }

    private void check() {
      assertThat(stage.stage().result().join().vector()).isEqualTo(expected.get(rounds));
      assertThat(told)
          .extracting(RoundSummary::round)
          .containsExactlyElementsOf(IntStream.range(0, rounds).boxed().toList());
      for (RoundSummary round : told) {
        List<PushId> pushes = round.pushes().stream().map(Push::id).toList();
        assertThat(pushes)
            .extracting(PushId::shard)
            .containsExactlyElementsOf(IntStream.range(0, shards).boxed().toList());
        assertThat(pushes.stream().map(PushId::generation).distinct()).hasSize(1);
      }
    }

    /** Says one frame a step; what it does next depends on what it was answered. */
    private final class Worker {
      private final EmbeddedPeer peer = EmbeddedPeer.known(reception, token, allocator.get());
      private final long generation = stage.generation();
      private final List<Integer> mine;
      private final Deque<ByteBuf> toSay = new ArrayDeque<>();
      private final List<Push> said = new ArrayList<>();
      private int round;
      private boolean asked;
      private boolean done;

      Worker(List<Integer> mine) {
        this.mine = new ArrayList<>(mine);
      }

      void step() {
        listen();
        if (!toSay.isEmpty()) {
          peer.say(toSay.remove());
        } else if (!asked) {
          peer.say(Frames.pull("s", generation, round));
          asked = true;
        } else if (!said.isEmpty() && random.nextInt(3) == 0) {
          // Once more, what was said before; of a zombie it may be anything.
          say(said.get(random.nextInt(said.size())));
        }
        assertThat(peer.hungUpOn()).isFalse();
      }

      private void listen() {
        List<EmbeddedPeer.Answer> answers = peer.heard();
        for (int i = 0; i < answers.size(); i++) {
          switch (answers.get(i).type()) {
            case Wire.STATE -> train(answers.get(i).body(), answers.get(i + 1).body());
            case Wire.FINISHED, Wire.FENCED -> done = true;
            case Wire.ACK, Wire.CHUNK -> {}
            default -> throw new AssertionError("answered " + answers.get(i).type());
          }
        }
      }

      private void train(ByteBuf state, ByteBuf vector) {
        round = state.readIntLE();
        assertThat(vector).isEqualTo(Unpooled.wrappedBuffer(Frames.bytes(expected.get(round))));
        Collections.shuffle(mine, random);
        for (int shard : mine) {
          Push push = push(generation, round, shard);
          said.add(push);
          say(push);
        }
        round++;
        asked = false;
      }

      private void say(Push push) {
        float[] values = difference(push.id().round(), push.id().shard());
        if (generation != stage.generation()) {
          java.util.Arrays.fill(values, POISON);
        }
        toSay.addAll(Frames.push(push, values, random));
      }
    }
  }
}
