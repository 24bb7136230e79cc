package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
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
 * @param scratch the error of the network from a random start, where the plan compares with it
 * @param linear the error of logistic regression on the inputs, where the plan compares with it
 * @param device that they were trained on
 */
public record LabelCurvePoint(
    int labels,
    int draw,
    double error,
    OptionalDouble pseudoLabels,
    OptionalDouble scratch,
    OptionalDouble linear,
    String device) {
  public LabelCurvePoint {
    requireNonNull(device, "device is null");
    requireNonNull(pseudoLabels, "pseudoLabels is null");
    requireNonNull(scratch, "scratch is null");
    requireNonNull(linear, "linear is null");
    if (labels < 1 || draw < 1) {
      throw new IllegalArgumentException(labels + " labels, draw " + draw + ": at least 1 each");
    }
    Stream.of(OptionalDouble.of(error), pseudoLabels, scratch, linear)
        .flatMapToDouble(OptionalDouble::stream)
        .forEach(share -> Share.require("the error", share));
  }

  /** The errors, in a line for people. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(labels).append(" labels, draw ").append(draw).append(": test error ");
    line.append(percent(error));
    pseudoLabels.ifPresent(share -> line.append(", pseudo-labels ").append(percent(share)));
    scratch.ifPresent(share -> line.append(", random start ").append(percent(share)));
    linear.ifPresent(share -> line.append(", logistic regression ").append(percent(share)));
    return line.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
