package io.lamina.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A stage cut into parts, one for each server: every vector into ranges of nearly the same length,
 * the states of the shards likewise. What is done value by value gives the same bits however the
 * stage is cut.
 *
 * @param spec of the whole stage
 * @param parts how many, at least 1
 */
public record Split(StageSpec spec, int parts) {
  public Split {
    if (parts < 1 || parts > spec.vector().length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a vector of %d values over %d servers, must be 1 to as many as it has values",
              spec.stage(),
              spec.vector().length(),
              parts));
    }
  }

  /** Where the i-th of n parts of so many values begins. */
  public static int from(int length, int i, int n) {
    return (int) ((long) length * i / n);
  }

  /** What a server is told of its part: a stage on a shorter vector. */
  public StageSpec spec(int part) {
    VectorSpec whole = spec.vector();
    int from = cut(whole.length(), part);
    int to = cut(whole.length(), part + 1);
    int outer = Math.max(0, Math.min(to, whole.outerLength()) - from);
    int state = cut(whole.stateLength(), part + 1) - cut(whole.stateLength(), part);
    return spec.withVector(new VectorSpec(to - from, outer, state));
  }

  private int cut(int length, int part) {
    return from(length, part, parts);
  }

  /** A part of where the whole stage is. */
  public StageState state(StageState whole, int part) {
    int from = cut(spec.vector().length(), part);
    int to = cut(spec.vector().length(), part + 1);
    int moving = whole.velocity().length;
    return new StageState(
        whole.round(),
        Arrays.copyOfRange(whole.vector(), from, to),
        Arrays.copyOfRange(whole.velocity(), Math.min(from, moving), Math.min(to, moving)),
        whole.shardStates().stream().map(carried -> piece(carried, part)).toList());
  }

  private float[] piece(float[] values, int part) {
    return Arrays.copyOfRange(values, cut(values.length, part), cut(values.length, part + 1));
  }

  /** The whole of all parts, in their order. */
  public StageState join(List<StageState> states) {
    List<float[]> carried = new ArrayList<>();
    for (int shard = 0; shard < spec.rounds().shards(); shard++) {
      int index = shard;
      carried.add(joined(states, state -> state.shardStates().get(index)));
    }
    int round = states.get(0).round();
    if (states.stream().anyMatch(state -> state.round() != round)) {
      throw new IllegalStateException(
          spec.stage() + ": parts at rounds " + states.stream().map(StageState::round).toList());
    }
    return new StageState(
        round, joined(states, StageState::vector), joined(states, StageState::velocity), carried);
  }

  private static float[] joined(List<StageState> states, Function<StageState, float[]> values) {
    if (states.size() == 1) {
      return values.apply(states.get(0));
    }
    int length = states.stream().mapToInt(state -> values.apply(state).length).sum();
    float[] whole = new float[length];
    int offset = 0;
    for (StageState state : states) {
      float[] piece = values.apply(state);
      System.arraycopy(piece, 0, whole, offset, piece.length);
      offset += piece.length;
    }
    return whole;
  }
}
