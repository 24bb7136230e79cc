package io.lamina.jobs.training.stage;

import io.lamina.parameters.StageFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The time that a stage's driver waits by. */
interface StageClock {
  /** Of no fixed beginning. */
  long nanos();

  /**
   * Waits until something has happened, well or badly, or for a while.
   *
   * @return whether it has happened
   * @throws StageFailedException if the thread is interrupted
   */
  boolean await(CompletableFuture<?> event, Duration most);
}
