package io.lamina.parameters;

/** Stages whose updates travel as they are, and are slowed down when they diverge. */
public final class Specs {
  private Specs() {}

  /** A stage that is called s. */
  public static StageSpec of(RoundsSpec rounds, VectorSpec vector, OuterOptimizer outer) {
    return of("s", rounds, vector, outer);
  }

  public static StageSpec of(
      String stage, RoundsSpec rounds, VectorSpec vector, OuterOptimizer outer) {
    return new StageSpec(stage, "train slower", rounds, vector, outer, UpdateFormat.FLOAT32);
  }
}
