package io.lamina.jobs.drift.sketches;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Makes examples, as they were read, comparable: a value that is missing becomes what the network
 * takes it for. For the network it is that value, too.
 *
 * @param name what messages call the source of the examples
 * @param filling a {@link Preprocessor} in JSON
 * @param hasSteps whether it changes anything
 */
record GapFilling(String name, byte[] filling, boolean hasSteps) implements Serializable {
  private static final long serialVersionUID = 1;

  static GapFilling of(String name, Preprocessor input) {
    Preprocessor filling = input.filling();
    return new GapFilling(name, filling.toJson(), !filling.steps().isEmpty());
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
