package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * A stage's way back from where its numbers ran away.
 *
 * @param from the round they ran away in, counted from 0
 * @param to the round that was opened again
 * @param cause for people
 */
public record Rewind(int from, int to, String cause) {
  public Rewind {
    requireNonNull(cause, "cause is null");
    if (to < 0 || from < to) {
      throw new IllegalArgumentException("back from round " + from + " to " + to);
    }
  }
}
