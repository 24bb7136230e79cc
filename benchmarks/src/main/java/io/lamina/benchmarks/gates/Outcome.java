package io.lamina.benchmarks.gates;

import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a candidate.
 *
 * @param fault what is wrong with it
 * @param labeled whether labels judged it
 * @param failures the gates that did not pass; none if it passed
 */
public record Outcome(Fault fault, boolean labeled, List<GateResult> failures) {
  public Outcome {
    failures = List.copyOf(failures);
  }

  static Outcome of(Candidate candidate, GateRecord record) {
    return new Outcome(candidate.fault(), candidate.labeled(), record.failures());
  }

  public boolean isStopped() {
    return !failures.isEmpty();
  }

  /** The names of the gates that stopped it. */
  public List<String> stoppedBy() {
    return failures.stream().map(GateResult::gate).toList();
  }

  /** The names for a bad one; for a good one, why. */
  String inWords() {
    if (!isStopped()) {
      return "passed";
    }
    return fault == Fault.NONE
        ? failures.stream().map(GateResult::sentence).collect(Collectors.joining(" "))
        : "stopped by " + String.join(", ", stoppedBy());
  }
}
