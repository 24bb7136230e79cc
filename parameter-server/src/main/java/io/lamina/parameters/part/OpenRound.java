package io.lamina.parameters.part;

import io.lamina.parameters.Push;
import io.lamina.parameters.StageSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** A round that shards push to: what has come, and from whom. Not thread-safe. */
final class OpenRound {
  private final ExactSum sum;
  private final Push[] pushes;
  private final float[][] states;
  private int arrived;

  OpenRound(StageSpec spec) {
    this.sum = new ExactSum(spec.vector().length(), spec.rounds().maxExamples());
    this.pushes = new Push[spec.rounds().shards()];
    this.states = new float[spec.rounds().shards()][];
  }

  ExactSum sum() {
    return sum;
  }

  boolean has(int shard) {
    return pushes[shard] != null;
  }

  /** Counts a push whose difference was added to the sum. */
  void arrive(Push push, FloatBuffer state) {
    float[] values = new float[state.remaining()];
    state.get(values);
    int shard = push.id().shard();
    states[shard] = values;
    sum.count(push.examples());
    pushes[shard] = push;
    arrived++;
  }

  int arrived() {
    return arrived;
  }

  boolean complete() {
    return arrived == pushes.length;
  }

  /** What the shards reported, by shard; the round is complete. */
  List<Push> pushes() {
    return List.of(pushes);
  }

  /** What came with the shards' pushes, by shard; the round is complete. */
  float[][] states() {
    return states;
  }

  /** Is the next round, when the means of all sums were taken. */
  void restart() {
    sum.restart();
    forget();
  }

  /** Drops what has come. */
  void clear() {
    sum.clear();
    forget();
  }

  private void forget() {
    Arrays.fill(pushes, null);
    Arrays.fill(states, null);
    arrived = 0;
  }
}
