package io.lamina.jobs.drift.sketches;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Gives examples, as they were read, the values that they lack, as the network takes them: what is
 * missing has no place among numbers.
 */
final class GapFilling implements Serializable {
  private static final long serialVersionUID = 1;

  private final String name;
  private final byte[] filling;
  private final boolean hasSteps;

  /**
   * @param name what messages call the source of the examples
   * @param input what happens to an example before the network reads it
   */
  GapFilling(String name, Preprocessor input) {
    Preprocessor steps = input.filling();
    this.name = name;
    this.filling = steps.toJson();
    this.hasSteps = !steps.steps().isEmpty();
  }

  /** What makes block after block of it, for one thread. */
  UnaryOperator<ExampleBlock> open() {
    if (!hasSteps) {
      return block -> block;
    }
    ExampleValues values = new ExampleValues(filling);
    return block -> ExampleBlock.of(values.preprocessed(name, block));
  }
}
