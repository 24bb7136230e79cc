package io.lamina.parameters.coordinator;

import io.lamina.parameters.RoundSummary;

/**
 * Told of every committed round of a stage, in order, on a thread that no round waits for: it may
 * write to a file or a terminal. One that falls far behind misses rounds; see {@link
 * RoundDelivery}. If it throws, the stage fails. What decides whether the stage goes on belongs
 * into {@link StateKeeper#committed}.
 */
@FunctionalInterface
public interface RoundListener {
  /** A round was committed. */
  void committed(RoundSummary round);
}
