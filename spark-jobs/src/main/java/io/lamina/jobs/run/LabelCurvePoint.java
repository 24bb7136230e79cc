package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a network made of the held-out set that was trained by one draw of labels. Errors are shares
 * of wrong predictions, 0 to 1.
 *
 * @param labels how many examples were drawn
 * @param draw the draw's number, from 1
 * @param error of the pretrained and fine-tuned network
 * @param pseudoLabels the error after pseudo-labels, where the plan has them
 * @param scratch the error of the network from a random start, where the plan compares with it
 * @param device that they were trained on
 */
public record LabelCurvePoint(
    int labels,
    int draw,
    double error,
    OptionalDouble pseudoLabels,
    OptionalDouble scratch,
    String device) {
  public LabelCurvePoint {
    requireNonNull(device, "device is null");
    requireNonNull(pseudoLabels, "pseudoLabels is null");
    requireNonNull(scratch, "scratch is null");
    if (labels < 1 || draw < 1) {
      throw new IllegalArgumentException(labels + " labels, draw " + draw + ": at least 1 each");
    }
    DoubleStream.concat(
            DoubleStream.of(error), DoubleStream.concat(pseudoLabels.stream(), scratch.stream()))
        .forEach(share -> Share.require("the error", share));
  }
}
