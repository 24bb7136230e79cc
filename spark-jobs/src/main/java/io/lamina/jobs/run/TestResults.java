package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the networks of a run made of the held-out set. A run that does not classify has no classes'
 * figures, one that does has no reconstruction's.
 *
 * @param evaluation of the network
 * @param fineTunedError the share of wrong predictions before the network learnt from its own
 *     labels, where it did
 * @param scratchError the share of wrong predictions of the network from a random start
 * @param linearError the share of wrong predictions of logistic regression on the inputs
 * @param reconstruction by the network
 * @param scratchReconstruction by the network from a random start
 * @param device that computed what the networks make of an example, also for a label curve
 */
public record TestResults(
    Optional<Evaluation> evaluation,
    OptionalDouble fineTunedError,
    OptionalDouble scratchError,
    OptionalDouble linearError,
    Optional<ReconstructionEvaluation> reconstruction,
    Optional<ReconstructionEvaluation> scratchReconstruction,
    Optional<String> device) {
  public TestResults {
    requireNonNull(evaluation, "evaluation is null");
    fineTunedError.ifPresent(share -> Share.require("fineTunedTestError", share));
    scratchError.ifPresent(share -> Share.require("scratchTestError", share));
    linearError.ifPresent(share -> Share.require("linearTestError", share));
    requireNonNull(reconstruction, "reconstruction is null");
    requireNonNull(scratchReconstruction, "scratchReconstruction is null");
    requireNonNull(device, "device is null");
  }

  /** The share of wrong predictions; empty if the run did not get there. */
  public OptionalDouble error() {
    return evaluation.stream().mapToDouble(Evaluation::error).findFirst();
  }
}
