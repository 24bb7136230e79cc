package io.lamina.jobs.report;

import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the workers did with their time.
 *
 * @param rows one for each stage and worker
 */
record Workers(List<Row> rows) {
  static Optional<Workers> of(RunRecord run) {
    return run.costs().workers().isEmpty()
        ? Optional.empty()
        : Optional.of(new Workers(run.costs().workers().stream().map(Row::of).toList()));
  }

  /** A worker in a stage, in words. */
  record Row(
      String stage,
      String worker,
      String rounds,
      String examples,
      String computing,
      String waiting,
      String sending,
      String sent,
      String received) {
    private static Row of(WorkerRecord worker) {
      WorkerEffort effort = worker.effort();
      return new Row(
          worker.stage(),
          worker.worker(),
          Figures.count(worker.rounds()),
          Figures.count(effort.examples()),
          Figures.duration(effort.computing()),
          Figures.duration(effort.waiting()),
          Figures.duration(effort.sending()),
          Figures.bytes(effort.sentBytes()),
          Figures.bytes(effort.receivedBytes()));
    }
  }
}
