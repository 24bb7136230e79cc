package io.lamina.jobs.run.rounds;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A round that has ended.
 *
 * @param stage the stage's name
 * @param round counted from 1
 * @param rounds the stage has
 * @param loss mean loss measured in it; NaN if it was not
 * @param workers what each did, by name
 */
public record RoundReport(
    String stage, int round, int rounds, double loss, SortedMap<String, WorkerEffort> workers) {
  public RoundReport {
    requireNonNull(stage, "stage is null");
    if (round < 1 || round > rounds) {
      throw new IllegalArgumentException(stage + ": round " + round + " of " + rounds);
    }
    workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
  }

  /** All workers together. */
  public WorkerEffort all() {
    return workers.values().stream().reduce(WorkerEffort.none(), WorkerEffort::plus);
  }
}
