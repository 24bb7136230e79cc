package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the networks of a run made of the held-out set. A run that does not classify has no classes'
 * figures, one that does has no reconstruction's.
 *
 * @param evaluation of the network
 * @param fineTunedError the share of wrong predictions before the network learnt from its own
 *     labels, where it did
 * @param labels the labeled examples that the network learnt from
 * @param baselines the errors of what it is compared with
 * @param reconstruction by the network
 * @param scratchReconstruction by the network from a random start
 * @param device that computed what the networks make of an example, also for a label curve
 */
public record TestResults(
    Optional<Evaluation> evaluation,
    OptionalDouble fineTunedError,
    OptionalLong labels,
    BaselineErrors baselines,
    Optional<ReconstructionEvaluation> reconstruction,
    Optional<ReconstructionEvaluation> scratchReconstruction,
    Optional<String> device) {
  public TestResults {
    requireNonNull(evaluation, "evaluation is null");
    fineTunedError.ifPresent(share -> Share.require("fineTunedTestError", share));
    requireNonNull(labels, "labels is null");
    requireNonNull(baselines, "baselines is null");
    requireNonNull(reconstruction, "reconstruction is null");
    requireNonNull(scratchReconstruction, "scratchReconstruction is null");
    requireNonNull(device, "device is null");
  }

  /** The share of wrong predictions; empty if the run did not get there. */
  public OptionalDouble error() {
    return evaluation.stream().mapToDouble(Evaluation::error).findFirst();
  }

  /** The share of wrong predictions of the network from a random start. */
  public OptionalDouble scratchError() {
    return baselines.scratch();
  }

  /** The share of wrong predictions of logistic regression on the inputs. */
  public OptionalDouble linearError() {
    return baselines.linear();
  }

  /** The errors of all models; none if the run did not get there, or does not classify. */
  Map<ComparedModel, Double> errors() {
    Map<ComparedModel, Double> errors = new LinkedHashMap<>();
    if (error().isPresent()) {
      double last = error().getAsDouble();
      errors.put(ComparedModel.PRETRAINED, fineTunedError.orElse(last));
      if (fineTunedError.isPresent()) {
        errors.put(ComparedModel.PSEUDO_LABELS, last);
      }
      errors.putAll(baselines.byModel());
    }
    return errors;
  }
}
