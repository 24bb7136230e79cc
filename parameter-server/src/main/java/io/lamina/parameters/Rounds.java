package io.lamina.parameters;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a stage does, without any network: counts every (round, shard) once, refuses what is late,
 * and moves to the next round when the last shard has come. Not thread-safe.
 */
final class Rounds {
  /** What became of a push. */
  enum Outcome {
    /** Counted. */
    ACCEPTED,
    /** Counted before; nothing changed. */
    DUPLICATE,
    /** Of an earlier generation or round; nothing changed. */
    FENCED,
    /** It was the last of its round: a new round is open, or the stage is over. */
    COMMITTED,
    /** The stage cannot go on; {@link #failure} says why. */
    FAILED
  }

  private static final int PIECE = 1 << 13;

  private final StageSpec spec;
  private final float[] vector;
  private final float[] velocity;
  private final ExactSum sum;
  private final Push[] pushes;
  private final float[] piece = new float[PIECE];
  private int arrived;
  private int round;
  private long generation = 1;
  private String failure = "";

  Rounds(StageSpec spec, float[] initial) {
    if (initial.length != spec.length()) {
      throw new IllegalArgumentException(
          spec.stage() + ": a vector of " + initial.length + ", must be " + spec.length());
    }
    this.spec = spec;
    this.vector = initial.clone();
    this.velocity = new float[spec.outer().momentum() > 0 ? spec.outerLength() : 0];
    this.sum = new ExactSum(spec.length(), spec.maxExamplesPerRound());
    this.pushes = new Push[spec.shards()];
  }

  int round() {
    return round;
  }

  long generation() {
    return generation;
  }

  boolean finished() {
    return round == spec.rounds();
  }

  /** Why the stage cannot go on; empty if it can. */
  String failure() {
    return failure;
  }

  /** The vector of the open round, or the stage's result. Shared: not to be changed. */
  float[] vector() {
    return vector;
  }

  /** Fences all earlier generations and drops what they pushed to the open round. */
  long nextGeneration() {
    clearRound();
    generation++;
    return generation;
  }

  void fail(String message) {
    if (failure.isEmpty()) {
      failure = message;
    }
  }

  /** The reports of the round that was open before the last {@link Outcome#COMMITTED}. */
  Outcome push(Push push, FloatBuffer difference, List<RoundSummary> committed) {
    if (!failure.isEmpty()) {
      return Outcome.FAILED;
    }
    if (push.generation() != generation || push.round() != round || finished()) {
      return Outcome.FENCED;
    }
    if (pushes[push.shard()] != null) {
      return Outcome.DUPLICATE;
    }
    String trouble = trouble(push, difference);
    if (!trouble.isEmpty()) {
      fail(trouble);
      return Outcome.FAILED;
    }
    add(push, difference);
    if (arrived < spec.shards()) {
      return Outcome.ACCEPTED;
    }
    committed.add(RoundSummary.of(spec.stage(), round, new ArrayList<>(Arrays.asList(pushes))));
    commit();
    return failure.isEmpty() ? Outcome.COMMITTED : Outcome.FAILED;
  }

  /** All is checked before anything is added: a push counts whole or not at all. */
  private String trouble(Push push, FloatBuffer difference) {
    if (!sum.fits(push.examples())) {
      return String.format(
          "%s: shard %d pushed %d examples in round %d, more than the plan implies",
          spec.stage(), push.shard(), push.examples(), round);
    }
    FloatBuffer values = difference.duplicate();
    while (values.hasRemaining()) {
      int offset = values.position();
      int count = Math.min(PIECE, values.remaining());
      values.get(piece, 0, count);
      int bad = ExactSum.firstBad(piece, count);
      if (bad >= 0) {
        return String.format(
            "%s diverged: shard %d's update of round %d holds %s at %d "
                + "(lower the learning rate, or the outer momentum)",
            spec.stage(), push.shard(), round, piece[bad], offset + bad);
      }
    }
    return Double.isFinite(push.lossSum())
        ? ""
        : String.format(
            "%s diverged: shard %d's loss in round %d is %s (lower the learning rate)",
            spec.stage(), push.shard(), round, push.lossSum());
  }

  private void add(Push push, FloatBuffer difference) {
    FloatBuffer values = difference.duplicate();
    while (values.hasRemaining()) {
      int offset = values.position();
      int count = Math.min(PIECE, values.remaining());
      values.get(piece, 0, count);
      sum.add(piece, count, offset, push.examples());
    }
    sum.count(push.examples());
    pushes[push.shard()] = push;
    arrived++;
  }

  private void commit() {
    double rate = spec.outer().learningRate();
    double momentum = spec.outer().momentum();
    for (int i = 0; i < spec.outerLength(); i++) {
      double step = sum.mean(i);
      if (momentum > 0) {
        velocity[i] = (float) (momentum * velocity[i] + step);
        step += momentum * velocity[i];
      }
      vector[i] = (float) (vector[i] + rate * step);
    }
    for (int i = spec.outerLength(); i < spec.length(); i++) {
      vector[i] = (float) (vector[i] + sum.mean(i));
    }
    requireFinite();
    clearRound();
    round++;
  }

  private void requireFinite() {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        fail(
            String.format(
                "%s diverged: value %d is %s after round %d (lower the learning rate)",
                spec.stage(), i, vector[i], round));
        return;
      }
    }
  }

  private void clearRound() {
    sum.clear();
    Arrays.fill(pushes, null);
    arrived = 0;
  }
}
