package io.lamina.parameters.part;

import io.lamina.parameters.Push;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import java.nio.FloatBuffer;

/** A stage on one server, undisturbed: every other way has to reach its bits. */
public final class OneServer {
  private final Rounds rounds;

  /** Goes on from there. */
  public OneServer(StageSpec spec, StageState start, long generation) {
    this.rounds = new Rounds(spec, start, generation);
  }

  /** Begins with this vector, in generation 1. */
  public OneServer(StageSpec spec, float[] vector) {
    this(spec, StageState.initial(spec, vector), 1);
  }

  /** Pushes, and commits the round when it is complete. */
  public void push(Push push, FloatBuffer values) {
    AtRoundZero.push(rounds, push, values);
  }

  public int round() {
    return rounds.round();
  }

  public long generation() {
    return rounds.generation();
  }

  public boolean finished() {
    return rounds.finished();
  }

  public float[] vector() {
    return rounds.vector();
  }

  public StageState state() {
    return rounds.state();
  }

  /** What a shard carries. */
  public float[] carried(int shard) {
    return rounds.state(shard);
  }
}
