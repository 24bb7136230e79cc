package io.lamina.jobs.report;

import io.lamina.jobs.run.RunRecord;
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
        : Optional.of(new Workers(run.costs().workers().stream().map(Row::new).toList()));
  }

  /**
   * A worker in a stage, in words.
   *
   * @param record what it did
   */
  record Row(WorkerRecord record) {
    String stage() {
      return record.stage();
    }

    String worker() {
      return record.worker();
    }

    String rounds() {
      return Figures.count(record.rounds());
    }

    String examples() {
      return Figures.count(record.effort().examples());
    }

    String computing() {
      return Figures.duration(record.effort().computing());
    }

    String waiting() {
      return Figures.duration(record.effort().waiting());
    }

    String sending() {
      return Figures.duration(record.effort().sending());
    }

    String sent() {
      return Figures.bytes(record.effort().sentBytes());
    }

    String received() {
      return Figures.bytes(record.effort().receivedBytes());
    }
  }
}
