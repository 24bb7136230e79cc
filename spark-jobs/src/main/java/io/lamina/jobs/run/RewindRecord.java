package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

/**
 * A stage's way back from where its numbers ran away; from there on its learning rates were lower.
 *
 * @param stage the stage's name
 * @param from the round they ran away in, counted from 1
 * @param to the round it went back to, counted from 1
 * @param cause for people
 */
public record RewindRecord(String stage, int from, int to, String cause) {
  public RewindRecord {
    requireNonNull(stage, "stage is null");
    requireNonNull(cause, "cause is null");
    if (to < 1 || from < to) {
      throw new IllegalArgumentException(stage + ": back from round " + from + " to " + to);
    }
  }
}
