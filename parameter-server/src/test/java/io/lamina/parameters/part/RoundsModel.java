package io.lamina.parameters.part;

import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** What a stage does, written to be read: the oracle of {@link Rounds}, for plain averaging. */
final class RoundsModel {
  private record Counted(long examples, FloatBuffer difference) {}

  private final int shards;
  private final int rounds;
  private final float[] vector;
  private final Map<Integer, Counted> counted = new HashMap<>();
  private long generation = 1;
  private int round;

  RoundsModel(int shards, int rounds, int length) {
    this.shards = shards;
    this.rounds = rounds;
    this.vector = new float[length];
  }

  long generation() {
    return generation;
  }

  int round() {
    return round;
  }

  float[] vector() {
    return vector;
  }

  long nextGeneration() {
    counted.clear();
    return ++generation;
  }

  Rounds.Outcome push(Push push, float[] difference) {
    PushId id = push.id();
    if (round == rounds || id.generation() != generation || id.round() != round) {
      return Rounds.Outcome.FENCED;
    }
    if (counted.containsKey(id.shard())) {
      return Rounds.Outcome.DUPLICATE;
    }
    counted.put(id.shard(), new Counted(push.examples(), FloatBuffer.wrap(difference)));
    if (counted.size() < shards) {
      return Rounds.Outcome.ACCEPTED;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = new BigDecimal(vector[i]).add(mean(i)).floatValue();
    }
    counted.clear();
    round++;
    return Rounds.Outcome.COMPLETE;
  }

  private BigDecimal mean(int i) {
    BigDecimal sum = BigDecimal.ZERO;
    long examples = 0;
    for (Counted term : counted.values()) {
      sum =
          sum.add(
              new BigDecimal(term.difference.get(i)).multiply(BigDecimal.valueOf(term.examples)));
      examples += term.examples;
    }
    return sum.divide(BigDecimal.valueOf(examples), MathContext.DECIMAL128);
  }
}
