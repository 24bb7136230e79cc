package io.lamina.jobs.run.rounds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what the workers did for each stage of a run. Thread-safe. */
public final class WorkerRecords implements RoundReports {
  private final Map<String, SortedMap<String, WorkerRecord>> stages = new LinkedHashMap<>();

  @Override
  public synchronized void report(RoundReport round) {
    SortedMap<String, WorkerRecord> workers =
        stages.computeIfAbsent(round.stage(), name -> new TreeMap<>());
    round
        .workers()
        .forEach(
            (worker, effort) ->
                workers.merge(
                    worker,
                    new WorkerRecord(round.stage(), worker, 1, effort),
                    WorkerRecords::sum));
  }

  private static WorkerRecord sum(WorkerRecord one, WorkerRecord other) {
    return new WorkerRecord(
        one.stage(),
        one.worker(),
        one.rounds() + other.rounds(),
        one.effort().plus(other.effort()));
  }

  /** By stage, in the order the stages began, and worker. */
  public synchronized List<WorkerRecord> all() {
    return stages.values().stream().flatMap(workers -> workers.values().stream()).toList();
  }
}
