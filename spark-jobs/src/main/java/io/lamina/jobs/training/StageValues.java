package io.lamina.jobs.training;

/**
 * The values that a stage's trainer keeps on a device beside parameters and the optimizer's state.
 *
 * @param ofAnExample for each example of a mini-batch
 * @param others that do not depend on the mini-batch
 */
record StageValues(long ofAnExample, long others) {
  /** With mini-batches of so many examples. */
  long with(int batchSize) {
    return ofAnExample * batchSize + others;
  }
}
