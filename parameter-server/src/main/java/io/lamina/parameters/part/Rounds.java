package io.lamina.parameters.part;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server does with its part of a stage, without any network: counts every (round, shard)
 * once, refuses what is late, and moves to the next round when it is told to. So many rounds as the
 * stage's staleness says are open beside the one that is committed next. Not thread-safe.
 *
 * <p>What a shard carries beside the vector, such as the fantasy particles of persistent
 * contrastive divergence, comes with its push and counts from the round's commit on, so that a lost
 * worker's successor goes on from it.
 */
final class Rounds {
  /** What became of a push. */
  enum Outcome {
    /** Counted. */
    ACCEPTED,
    /** Counted before; nothing changed. */
    DUPLICATE,
    /** Of another generation, or a round that is not open; nothing changed. */
    FENCED,
    /** Counted, and the last of the first open round, which can be committed. */
    COMPLETE,
    /** The generation cannot go on; {@link #failure} says why. */
    FAILED
  }

  private final StageSpec spec;
  private final float[] vector;
  private final float[] velocity;
  private final float[][] states;
  private final OpenRound[] window;
  private final Stripes stripes;
  private int round;
  private long generation;
  private Optional<StageFailure> failure = Optional.empty();

  /**
   * @param start where it goes on from; copied
   * @param generation of the workers whose pushes count
   */
  Rounds(StageSpec spec, StageState start, long generation) {
    start.requireOf(spec);
    this.spec = spec;
    this.vector = start.vector().clone();
    this.velocity = start.velocity().clone();
    this.states = start.shardStates().toArray(float[][]::new);
    this.window = new OpenRound[1 + spec.rounds().staleness()];
    Arrays.setAll(window, i -> new OpenRound(spec));
    this.stripes = new Stripes(spec.vector().length());
    this.round = start.round();
    this.generation = generation;
  }

  /** The first round that is open. */
  int round() {
    return round;
  }

  long generation() {
    return generation;
  }

  boolean finished() {
    return round == spec.rounds().count();
  }

  /** Why the generation cannot go on, if it cannot. */
  Optional<StageFailure> failure() {
    return failure;
  }

  /** The vector at the open round's start, or the result. Shared: not to be changed. */
  float[] vector() {
    return vector;
  }

  /** A shard's state at the open round's start. Shared: not to be changed. */
  float[] state(int shard) {
    return states[shard];
  }

  /** A copy of all that the stage goes on from at the open round's start. */
  StageState state() {
    return new StageState(round, vector.clone(), velocity.clone(), List.of(states));
  }

  /** Whether all shards have pushed to the open round. */
  boolean complete() {
    return at(round).complete();
  }

  /** What the shards reported of the open round, which is complete, by shard. */
  List<Push> pushes() {
    requireComplete();
    return at(round).pushes();
  }

  private OpenRound at(int number) {
    return window[number % window.length];
  }

  /** Fences all earlier generations and drops what they pushed. */
  void fence(long next) {
    if (next <= generation) {
      throw new IllegalArgumentException("generation " + next + " after " + generation);
    }
    for (OpenRound open : window) {
      open.clear();
    }
    failure = Optional.empty();
    generation = next;
  }

  /**
   * Counts a push, whole or not at all.
   *
   * @param values the difference, then the shard's state
   * @throws IllegalArgumentException if the stage has no such shard, or vectors of another length
   */
  Outcome push(Push push, FloatBuffer values) {
    requireFits(push, values);
    PushId id = push.id();
    if (id.generation() != generation || !isOpen(id.round())) {
      return Outcome.FENCED;
    }
    if (failure.isPresent()) {
      return Outcome.FAILED;
    }
    OpenRound open = at(id.round());
    if (open.has(id.shard())) {
      return Outcome.DUPLICATE;
    }
    int length = spec.vector().length();
    FloatBuffer difference = values.slice(values.position(), length);
    FloatBuffer state = values.slice(values.position() + length, spec.vector().stateLength());
    failure = trouble(push, open, state).or(() -> add(push, open.sum(), difference));
    if (failure.isPresent()) {
      return Outcome.FAILED;
    }
    open.arrive(push, state);
    return id.round() == round && open.complete() ? Outcome.COMPLETE : Outcome.ACCEPTED;
  }

  private boolean isOpen(int number) {
    return number >= round && number < Math.min(round + window.length, spec.rounds().count());
  }

  private void requireFits(Push push, FloatBuffer values) {
    int shard = push.id().shard();
    int shards = spec.rounds().shards();
    int length = spec.vector().pushLength();
    if (shard >= shards || values.remaining() != length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d values for shard %d, where there are %d values and %d shards",
              spec.stage(),
              values.remaining(),
              shard,
              length,
              shards));
    }
  }

  private Optional<StageFailure> trouble(Push push, OpenRound open, FloatBuffer state) {
    if (!open.sum().fits(push.examples())) {
      return Optional.of(
          StageFailure.defect(
              String.format(
                  Locale.ROOT,
                  "%s: shard %d pushed %d examples in round %d, where the plan implies at most %d"
                      + " of all shards (a worker trains by another plan)",
                  spec.stage(),
                  push.id().shard(),
                  push.examples(),
                  push.id().round() + 1,
                  spec.rounds().maxExamples())));
    }
    double loss = push.loss().sum();
    if (!Double.isFinite(loss)) {
      return Optional.of(diverged(push, "loss is " + loss));
    }
    return firstInfinite(state).map(bad -> diverged(push, bad));
  }

  private StageFailure diverged(Push push, String what) {
    return StageFailure.divergence(
        String.format(
            Locale.ROOT,
            "%s diverged in round %d: shard %d's %s, from %s (%s)",
            spec.stage(),
            push.id().round() + 1,
            push.id().shard(),
            what,
            push.report().worker(),
            spec.divergenceRemedy()));
  }

  private static Optional<String> firstInfinite(FloatBuffer state) {
    for (int i = 0; i < state.limit(); i++) {
      if (!Float.isFinite(state.get(i))) {
        return Optional.of("state is " + state.get(i) + " at value " + i);
      }
    }
    return Optional.empty();
  }

  /**
   * Checks and adds in one pass over the memory. What of a bad difference was added before its bad
   * value was met is never used: its generation has failed, and the next one drops it.
   */
  private Optional<StageFailure> add(Push push, ExactSum sum, FloatBuffer difference) {
    OptionalInt bad =
        stripes.first(stripe -> addUntilBad(sum, push.examples(), difference, stripe));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            diverged(
                push,
                String.format(
                    Locale.ROOT,
                    "update is %s at value %d, must be below %s",
                    difference.get(bad.getAsInt()),
                    bad.getAsInt(),
                    ExactSum.LIMIT)));
  }

  private static OptionalInt addUntilBad(
      ExactSum sum, long examples, FloatBuffer values, Stripes.Stripe stripe) {
    for (int offset = stripe.from(); offset < stripe.to(); offset += Stripes.PIECE) {
      int count = Math.min(Stripes.PIECE, stripe.to() - offset);
      values.get(offset, stripe.values(), 0, count);
      int bad = ExactSum.firstBad(stripe.values(), count);
      if (bad >= 0) {
        return OptionalInt.of(offset + bad);
      }
      sum.add(stripe.values(), count, offset, examples);
    }
    return OptionalInt.empty();
  }

  /** Averages the open round, which is complete, and opens the next. */
  void commit() {
    requireComplete();
    OuterOptimizer outer = spec.outer();
    OpenRound open = at(round);
    int outerLength = spec.vector().outerLength();
    move(open.sum(), 0, outerLength, outer.learningRate(), outer.momentum());
    move(open.sum(), outerLength, vector.length, 1, 0);
    System.arraycopy(open.states(), 0, states, 0, states.length);
    open.restart();
    round++;
  }

  private void requireComplete() {
    if (!complete()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %d of %d shards have pushed to round %d",
              spec.stage(),
              at(round).arrived(),
              spec.rounds().shards(),
              round + 1));
    }
  }

  /** All workers wait for it: loops of one operation each, over pieces that stay in the cache. */
  private void move(ExactSum sum, int from, int to, double rate, double momentum) {
    stripes.each(
        stripe ->
            stripe.pieces(
                from,
                to,
                (offset, count) -> {
                  double[] steps = stripe.steps();
                  sum.takeMeans(steps, count, offset);
                  if (momentum > 0) {
                    accelerate(steps, offset, count, momentum);
                  }
                  advance(steps, offset, count, rate);
                }));
  }

  private void accelerate(double[] steps, int offset, int count, double momentum) {
    for (int i = 0; i < count; i++) {
      velocity[offset + i] = (float) (momentum * velocity[offset + i] + steps[i]);
    }
    for (int i = 0; i < count; i++) {
      steps[i] += momentum * velocity[offset + i];
    }
  }

  /** The vector stays finite: no step is within many powers of ten of a float's range. */
  private void advance(double[] steps, int offset, int count, double rate) {
    for (int i = 0; i < count; i++) {
      vector[offset + i] = (float) (vector[offset + i] + rate * steps[i]);
    }
  }
}
