package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

/**
 * Why a stage cannot go on.
 *
 * @param diverged whether its numbers ran away: with smaller steps it might not have come so far
 * @param message for people
 */
public record StageFailure(boolean diverged, String message) {
  public StageFailure {
    requireNonNull(message, "message is null");
  }

  public static StageFailure divergence(String message) {
    return new StageFailure(true, message);
  }

  public static StageFailure defect(String message) {
    return new StageFailure(false, message);
  }
}
