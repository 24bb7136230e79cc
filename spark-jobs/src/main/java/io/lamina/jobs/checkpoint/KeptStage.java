package io.lamina.jobs.checkpoint;

import io.lamina.parameters.coordinator.StateKeeper;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is kept of a stage: the newest beginnings of its rounds, and when it is over its end.
 * Thread-safe.
 */
public interface KeptStage {
  /**
   * The newest that can be read, when all have been written.
   *
   * @throws CheckpointException if it is of another run, or the file system fails
   */
  Optional<StageCheckpoint> latest();

  /**
   * The newest that such a history leads to; those that are newer, and of no use any more, are
   * removed.
   *
   * @return empty if there is none: the stage's beginning is not kept
   * @throws CheckpointException if the file system fails
   */
  Optional<StageCheckpoint> back(Predicate<RoundHistory> wanted);

  /**
   * Keeps the beginnings of rounds.
   *
   * @param history of the rounds before the one that is kept, asked when it begins
   * @param rewinds of the stage before it was opened
   */
  StateKeeper keeper(Supplier<RoundHistory> history, List<Rewind> rewinds);

  /** Keeps the beginning of a round, and returns when it is on the disk. */
  void keep(StageCheckpoint open);

  /**
   * Keeps what was the best so far when it was measured, and returns when it is on the disk. The
   * newest three are kept: that of every beginning of a round that is kept is among them.
   */
  void keepBest(StageCheckpoint open);

  /**
   * What was the best when it was measured.
   *
   * @param round of its state
   * @throws CheckpointException if it is not there, or the file system fails
   */
  StageCheckpoint best(int round);

  /** Keeps the end of the stage, and returns when it is on the disk. */
  void finish(StageCheckpoint end);
}
