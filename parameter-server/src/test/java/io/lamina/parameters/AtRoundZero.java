package io.lamina.parameters;

import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;

/** Stages at their beginning, of which nothing is kept. */
final class AtRoundZero {
  private AtRoundZero() {}

  static Rounds rounds(StageSpec spec, float[] vector) {
    return new Rounds(spec, StageState.initial(spec, vector));
  }

  static Stage stage(
      StageSpec spec,
      float[] vector,
      RoundListener listener,
      ByteBufAllocator allocator,
      Consumer<Stage> onClose) {
    return new Stage(
        spec, StageState.initial(spec, vector), listener, StateKeeper.none(), allocator, onClose);
  }
}
