package io.lamina.parameters;

/** Told of every committed round of a stage, in order. It must be quick: workers wait for it. */
@FunctionalInterface
public interface RoundListener {
  void committed(RoundSummary round);
}
