package io.lamina.jobs.run.rounds;

import static java.util.Objects.requireNonNull;

/**
 * What a worker did for a stage.
 *
 * @param stage the stage's name
 * @param worker its name
 * @param rounds it pushed something in
 * @param effort all of them together
 */
public record WorkerRecord(String stage, String worker, int rounds, WorkerEffort effort) {
  public WorkerRecord {
    requireNonNull(stage, "stage is null");
    requireNonNull(worker, "worker is null");
    requireNonNull(effort, "effort is null");
    if (rounds < 1) {
      throw new IllegalArgumentException(worker + ": rounds is " + rounds + ", at least 1");
    }
  }
}
