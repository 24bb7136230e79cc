package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.part.OneServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a stage has to come to, by one server without any network: the states of all rounds; and
 * what shards learn. Where workers may run ahead they do otherwise every time, and the next round
 * follows from the pushes that were counted.
 */
final class Expectation {
  private final int seed;
  private final StageSpec spec;
  private final List<StageState> states = new ArrayList<>();
  private final Map<Push, float[]> pushed = new HashMap<>();

  Expectation(int seed, StageSpec spec) {
    this.seed = seed;
    this.spec = spec;
    OneServer rounds = new OneServer(spec, new float[spec.vector().length()]);
    states.add(rounds.state());
    while (!rounds.finished()) {
      int round = rounds.round();
      for (int shard = 0; shard < spec.rounds().shards(); shard++) {
        float[] values = trained(round, rounds.vector(), rounds.carried(shard), shard);
        rounds.push(push(1, round, shard), asSent(values));
      }
      states.add(rounds.state());
    }
  }

  static Push push(long generation, int round, int shard) {
    return Pushes.of(new PushId("s", generation, round, shard), 10 + 7L * shard);
  }

  /** What a shard learns depends on the vector it is given and on what the shard carries. */
  float[] trained(int round, float[] vector, float[] carried, int shard) {
    Random values = new Random(1000L * round + shard);
    float[] learnt = new float[spec.vector().pushLength()];
    for (int i = 0; i < learnt.length; i++) {
      float from = i < spec.vector().length() ? vector[i] : carried[i - spec.vector().length()];
      learnt[i] = values.nextFloat() - 0.5f - 0.1f * from;
    }
    return learnt;
  }

  /** A push as it comes out of the format that differences travel in. */
  private FloatBuffer asSent(float[] values) {
    if (spec.updates() == UpdateFormat.FLOAT32) {
      return FloatBuffer.wrap(values);
    }
    ByteBuf narrow = Unpooled.buffer();
    spec.updates().write(FloatBuffer.wrap(values, 0, spec.vector().length()), narrow);
    ByteBuf wide = Unpooled.buffer(values.length * Float.BYTES);
    spec.updates().widen(narrow, wide);
    float[] sent = values.clone();
    wide.nioBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(sent, 0, spec.vector().length());
    narrow.release();
    wide.release();
    return FloatBuffer.wrap(sent);
  }

  /** A worker that is no zombie pushes. */
  void pushes(Push push, float[] values) {
    pushed.put(push, values);
  }

  /** A round is committed. */
  void committed(RoundSummary round) {
    if (spec.rounds().staleness() > 0) {
      OneServer rounds = new OneServer(spec, states.get(round.round()), 0);
      for (Push push : round.pushes()) {
        PushId id = push.id();
        rounds.push(push(0, id.round(), id.shard()), asSent(pushed.get(push)));
      }
      states.set(round.round() + 1, rounds.state());
    }
  }

  StageState at(int round) {
    return states.get(round);
  }

  void requireState(StageState state) {
    requireVector(state.round(), state.vector());
    assertThat(Arrays.equals(state.velocity(), at(state.round()).velocity()))
        .as("seed %d: the velocity of round %d", seed, state.round())
        .isTrue();
    for (int shard = 0; shard < spec.rounds().shards(); shard++) {
      requireCarried(state.round(), shard, state.shardStates().get(shard));
    }
  }

  void requireVector(int round, float[] vector) {
    assertThat(Arrays.equals(vector, at(round).vector()))
        .as("seed %d: the vector of round %d", seed, round)
        .isTrue();
  }

  void requireCarried(int round, int shard, float[] carried) {
    assertThat(Arrays.equals(carried, at(round).shardStates().get(shard)))
        .as("seed %d: what shard %d carries into round %d", seed, shard, round)
        .isTrue();
  }
}
