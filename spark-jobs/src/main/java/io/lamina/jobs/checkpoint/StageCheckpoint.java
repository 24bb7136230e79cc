package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.StageState;
import java.util.List;
import java.util.Optional;

/**
 * A stage at the beginning of a round, or at its end.
 *
 * @param state what it goes on from
 * @param history of the rounds before
 * @param rewinds the stage's ways back so far, in their order
 * @param device what its workers trained on, once it is over
 */
public record StageCheckpoint(
    StageState state, RoundHistory history, List<Rewind> rewinds, Optional<String> device) {
  public StageCheckpoint {
    requireNonNull(device, "device is null");
    rewinds = List.copyOf(rewinds);
    if (history.losses().size() != state.round()) {
      throw new IllegalArgumentException(
          history.losses().size() + " losses of " + state.round() + " rounds");
    }
  }

  /** The same stage, with another history of the same rounds. */
  public StageCheckpoint with(RoundHistory other) {
    return new StageCheckpoint(state, other, rewinds, device);
  }

  /** The same stage, with another state of the same round. */
  public StageCheckpoint with(StageState other) {
    return new StageCheckpoint(other, history, rewinds, device);
  }

  /** The same, at the beginning of its next round. */
  public StageCheckpoint open() {
    return open(state, history, rewinds);
  }

  /** At the beginning of a round. */
  public static StageCheckpoint open(StageState state, RoundHistory history, List<Rewind> rewinds) {
    return new StageCheckpoint(state, history, rewinds, Optional.empty());
  }

  /** At the end. */
  public static StageCheckpoint over(
      StageState state, RoundHistory history, List<Rewind> rewinds, String device) {
    return new StageCheckpoint(state, history, rewinds, Optional.of(device));
  }
}
