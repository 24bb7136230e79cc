package io.lamina.parameters.coordinator;

import io.lamina.parameters.RoundSummary;

/**
 * Told of every committed round of a stage, in order. It must be quick: workers wait for it. If it
 * throws, the stage fails.
 */
@FunctionalInterface
public interface RoundListener {
  void committed(RoundSummary round);
}
