package io.lamina.jobs.training.stage;

import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.concurrent.CompletableFuture;

/** The parameter servers, as those need them who run a stage. One thread at a time. */
interface Servers {
  /** Opens a stage on all of them. */
  OpenStage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper);

  /** Whether they may be lost while the driver lives. */
  boolean mayBeLost();

  /**
   * Connects anew when one was lost: to all, so that workers of before are not known any more.
   *
   * @throws StageFailedException if one does not come back
   */
  void reconnect();

  /** A stage that is open; see {@link io.lamina.parameters.coordinator.Stage}. */
  interface OpenStage extends AutoCloseable {
    /** The generation whose pushes count. */
    long generation();

    /** The round that is open. */
    int round();

    /** Fences the workers of all earlier generations, and gives the new one. */
    long nextGeneration();

    /** Where the stage is after its last round, or why it could not go on. */
    CompletableFuture<StageState> result();

    /** Ends it: its numbers run away. */
    void diverge(String message);

    @Override
    void close();
  }
}
