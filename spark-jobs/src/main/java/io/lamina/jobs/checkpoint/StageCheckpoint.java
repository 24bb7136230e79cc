package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.StageState;
import java.util.Optional;

/**
 * A stage at the beginning of a round, or at its end.
 *
 * @param state what it goes on from
 * @param history of the rounds before
 * @param device what its workers trained on, once it is over
 */
public record StageCheckpoint(StageState state, RoundHistory history, Optional<String> device) {
  public StageCheckpoint {
    requireNonNull(device, "device is null");
    if (history.losses().size() != state.round()) {
      throw new IllegalArgumentException(
          history.losses().size() + " losses of " + state.round() + " rounds");
    }
  }

  /** At the beginning of a round. */
  public static StageCheckpoint open(StageState state, RoundHistory history) {
    return new StageCheckpoint(state, history, Optional.empty());
  }

  /** At the end. */
  public static StageCheckpoint over(StageState state, RoundHistory history, String device) {
    return new StageCheckpoint(state, history, Optional.of(device));
  }
}
