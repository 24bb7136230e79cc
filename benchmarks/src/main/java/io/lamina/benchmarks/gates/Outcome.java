package io.lamina.benchmarks.gates;

import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import java.util.List;

/**
 * What became of a candidate.
 *
 * @param fault what is wrong with it
 * @param labeled whether labels judged it
 * @param stoppedBy the gates that did not pass, by their names; none if it passed
 */
public record Outcome(Fault fault, boolean labeled, List<String> stoppedBy) {
  public Outcome {
    stoppedBy = List.copyOf(stoppedBy);
  }

  static Outcome of(Candidate candidate, GateRecord record) {
    return new Outcome(
        candidate.fault(),
        candidate.labeled(),
        record.failures().stream().map(GateResult::gate).toList());
  }

  public boolean isStopped() {
    return !stoppedBy.isEmpty();
  }
}
