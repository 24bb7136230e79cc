package io.lamina.runtime.device;

/**
 * What a task keeps in matrices at once.
 *
 * @param values of all matrices that stay from step to step: parameters, state, a mini-batch's
 *     codes
 * @param staged values of examples on their way to or from the device
 */
public record Workload(long values, long staged) {
  public Workload {
    if (values < 0 || staged < 0) {
      throw new IllegalArgumentException(
          "a workload of " + values + " and " + staged + " values: must not be negative");
    }
  }
}
