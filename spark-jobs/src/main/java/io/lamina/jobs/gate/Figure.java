package io.lamina.jobs.gate;

/**
 * A number with its name.
 *
 * @param name letters and digits, the first a small letter
 * @param value finite; -0 is 0
 */
public record Figure(String name, double value) {
  public Figure {
    if (!name.matches("[a-z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException(
          "name is '" + name + "', must be letters and digits, the first a small letter");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", must be finite");
    }
    value += 0.0;
  }
}
