package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a run came to. What it did not reach is empty.
 *
 * @param test what the networks made of the held-out set
 * @param labelCurve errors by the number of labels; none if that was not studied
 * @param likelihood of held-out examples under the lowest layer, where it is a machine that has one
 * @param reportDevice that computed what the report shows of the units and of examples
 * @param parametersSha256 the digest of the trained network's parameters
 * @param model where the network was published
 */
public record RunResults(
    TestResults test,
    List<LabelCurvePoint> labelCurve,
    Optional<LikelihoodRecord> likelihood,
    Optional<String> reportDevice,
    Optional<String> parametersSha256,
    Optional<String> model) {
  public RunResults {
    requireNonNull(test, "test is null");
    labelCurve = List.copyOf(labelCurve);
    requireNonNull(likelihood, "likelihood is null");
    requireNonNull(reportDevice, "reportDevice is null");
    parametersSha256.ifPresent(digest -> Sha256.require("parametersSha256", digest));
    requireNonNull(model, "model is null");
  }
}
