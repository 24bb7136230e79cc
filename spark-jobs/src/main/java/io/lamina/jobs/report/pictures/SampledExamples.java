package io.lamina.jobs.report.pictures;

import java.io.Serializable;
import java.util.List;

/**
 * Examples that a deep belief network generated: where chains ended that had started at held-out
 * examples. Arrays are shared, not copied.
 *
 * @param examples one for each chain
 * @param steps of Gibbs sampling that each chain took in the top machine
 */
public record SampledExamples(List<float[]> examples, int steps) implements Serializable {
  private static final long serialVersionUID = 1;

  public SampledExamples {
    examples = List.copyOf(examples);
    if (steps < 1 && !examples.isEmpty()) {
      throw new IllegalArgumentException("steps is " + steps + ", must be at least 1");
    }
  }

  /** Of a network that generates nothing. */
  public static SampledExamples none() {
    return new SampledExamples(List.of(), 0);
  }
}
