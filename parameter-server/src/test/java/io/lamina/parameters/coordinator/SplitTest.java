package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.part.StagePart;
import io.netty.buffer.ByteBufAllocator;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stage over any number of servers gives the bits it gives on one. */
class SplitTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /** Any length, split, order of arrival, outer optimizer, and what shards carry. */
  @ParameterizedTest
  @MethodSource("seeds")
  void anySplitGivesTheSameBits(int seed) {
    Random random = new Random(seed);
    int length = 1 + random.nextInt(60);
    OuterOptimizer outer =
        random.nextBoolean() ? OuterOptimizer.average() : OuterOptimizer.nesterov(0.7, 0.9);
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(1 + random.nextInt(4), 1 + random.nextInt(5), 1000),
            new VectorSpec(length, random.nextInt(length + 1), random.nextInt(6)),
            outer);
    StageState one = trained(spec, 1, random);
    StageState many = trained(spec, 1 + random.nextInt(length), random);

    assertThat(many).usingRecursiveComparison().isEqualTo(one);
  }

  private static StageState trained(StageSpec spec, int servers, Random random) {
    Split split = new Split(spec, servers);
    List<StagePart> parts = new ArrayList<>();
    try (Stage stage =
        Stage.open(
            split,
            StageState.initial(spec, new float[spec.vector().length()]),
            () -> 1,
            OpenStage.atOnce(round -> {}),
            StateKeeper.none(),
            (index, own, start, generation, owner) -> {
              parts.add(
                  new StagePart(
                      own, start, generation, owner, ByteBufAllocator.DEFAULT, closed -> {}));
              return parts.get(index);
            })) {
      for (int round = 0; round < spec.rounds().count(); round++) {
        pushAll(split, parts, stage.generation(), round, random);
      }
      return stage.result().join();
    }
  }

  /** Every shard to every server, in any order. */
  private static void pushAll(
      Split split, List<StagePart> parts, long generation, int round, Random random) {
    List<Runnable> pushes = new ArrayList<>();
    for (int shard = 0; shard < split.spec().rounds().shards(); shard++) {
      Push push = Pushes.of(new PushId("s", generation, round, shard), 10 + 7L * shard);
      float[] values = values(split.spec(), round, shard);
      for (int part = 0; part < parts.size(); part++) {
        StagePart to = parts.get(part);
        FloatBuffer piece = FloatBuffer.wrap(piece(split, values, part));
        pushes.add(() -> to.push(push, piece));
      }
    }
    Collections.shuffle(pushes, random);
    pushes.forEach(Runnable::run);
  }

  private static float[] values(StageSpec spec, int round, int shard) {
    Random random = new Random(1000L * round + shard);
    float[] values = new float[spec.vector().pushLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** A part's range of the difference, then its range of the state. */
  private static float[] piece(Split split, float[] values, int part) {
    VectorSpec whole = split.spec().vector();
    VectorSpec own = split.spec(part).vector();
    float[] piece = new float[own.pushLength()];
    int from = Split.from(whole.length(), part, split.parts());
    System.arraycopy(values, from, piece, 0, own.length());
    int carried = whole.length() + Split.from(whole.stateLength(), part, split.parts());
    System.arraycopy(values, carried, piece, own.length(), own.stateLength());
    return piece;
  }

  @Test
  void whatIsCutIsJoinedAgain() {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(2, 9, 1000),
            new VectorSpec(10, 6, 5),
            OuterOptimizer.nesterov(1, 0.5));
    StageState whole =
        new StageState(
            4, counted(10, 0), counted(6, 100), List.of(counted(5, 200), counted(5, 300)));
    for (int parts = 1; parts <= 10; parts++) {
      Split split = new Split(spec, parts);
      List<StageState> states =
          IntStream.range(0, parts).mapToObj(part -> split.state(whole, part)).toList();

      IntStream.range(0, parts).forEach(part -> states.get(part).requireOf(split.spec(part)));
      assertThat(split.join(states)).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  private static float[] counted(int count, int from) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + i;
    }
    return values;
  }

  @Test
  void moreServersThanValuesAreRefused() {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(2, 9, 1000),
            VectorSpec.ofParameters(3),
            OuterOptimizer.average());
    assertThatThrownBy(() -> new Split(spec, 4))
        .hasMessage(
            "s: a vector of 3 values over 4 servers, must be 1 to as many as it has values");
  }
}
