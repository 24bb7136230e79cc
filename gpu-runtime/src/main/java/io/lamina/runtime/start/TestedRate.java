package io.lamina.runtime.start;

import java.io.Serializable;

/**
 * A learning rate, and what it came to.
 *
 * @param rate the learning rate
 * @param loss of examples that were not trained, after the steps; NaN or infinite if the numbers
 *     ran away
 */
public record TestedRate(double rate, double loss) implements Serializable {
  private static final long serialVersionUID = 1;
}
