package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a network made of the held-out set that was trained by one draw of labels. Errors are shares
 * of wrong predictions, 0 to 1.
 *
 * @param labels how many examples were drawn
 * @param draw the draw's number, from 1
 * @param error of the pretrained and fine-tuned network
 * @param pseudoLabels the error after pseudo-labels, where the plan has them
 * @param baselines the errors of what it is compared with
 * @param device that they were trained on
 */
public record LabelCurvePoint(
    int labels,
    int draw,
    double error,
    OptionalDouble pseudoLabels,
    BaselineErrors baselines,
    String device) {
  public LabelCurvePoint {
    requireNonNull(device, "device is null");
    requireNonNull(pseudoLabels, "pseudoLabels is null");
    requireNonNull(baselines, "baselines is null");
    if (labels < 1 || draw < 1) {
      throw new IllegalArgumentException(labels + " labels, draw " + draw + ": at least 1 each");
    }
    Stream.of(OptionalDouble.of(error), pseudoLabels)
        .flatMapToDouble(OptionalDouble::stream)
        .forEach(share -> Share.require("the error", share));
  }

  /** The errors of all models. */
  Map<ComparedModel, Double> errors() {
    Map<ComparedModel, Double> errors = new LinkedHashMap<>();
    errors.put(ComparedModel.PRETRAINED, error);
    pseudoLabels.ifPresent(share -> errors.put(ComparedModel.PSEUDO_LABELS, share));
    errors.putAll(baselines.byModel());
    return errors;
  }

  /** The errors, in a line for people. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(labels).append(" labels, draw ").append(draw).append(": test error ");
    line.append(percent(error));
    pseudoLabels.ifPresent(share -> line.append(", pseudo-labels ").append(percent(share)));
    baselines
        .byModel()
        .forEach(
            (model, share) ->
                line.append(", ").append(model.title()).append(' ').append(percent(share)));
    return line.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
