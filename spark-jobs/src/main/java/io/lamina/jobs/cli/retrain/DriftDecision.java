package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.drift.DriftJson;
import io.lamina.jobs.drift.DriftRecord;
import io.lamina.jobs.drift.DriftVerdict;
import io.lamina.jobs.drift.DriftWords;
import java.util.Optional;

/**
 * Whether new data are a reason to train.
 *
 * @param found by the comparison with the champion's; empty if there is nothing to compare with,
 *     which is a reason
 * @param why in words
 */
record DriftDecision(Optional<DriftRecord> found, String why) {
  DriftDecision {
    requireNonNull(found, "found is null");
    requireNonNull(why, "why is null");
  }

  /** Nothing was compared, so the data are trained on. */
  static DriftDecision notCompared(String why) {
    return new DriftDecision(Optional.empty(), why);
  }

  static DriftDecision of(DriftRecord found) {
    DriftWords words = new DriftWords(found);
    return new DriftDecision(Optional.of(found), words.headline() + ". " + words.reason());
  }

  boolean trains() {
    return found.isEmpty() || found.get().verdict() == DriftVerdict.DRIFT;
  }

  /** Of a night that does not train. */
  int exitCode() {
    return found.filter(it -> it.verdict() == DriftVerdict.NOT_COMPUTED).isPresent()
        ? ExitCode.NOT_COMPUTED
        : ExitCode.DONE;
  }

  /** For the version's record. */
  Optional<String> json() {
    return found.map(it -> new DriftJson().write(it) + "\n");
  }
}
