package io.lamina.jobs.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well a network reconstructs a held-out set.
 *
 * @param examples of the set, at least 1
 * @param error squared, summed over the values of an example, the mean over the examples (the
 *     measure of Hinton and Salakhutdinov, Science 313, 2006)
 * @param anomalyAuc the area under the ROC curve of the error as a sign of class 1, 0 to 1: the
 *     probability that an example of class 1 has a larger error than one of class 0, ties counted
 *     half. Empty where the set has no labels of two classes.
 */
public record ReconstructionEvaluation(int examples, double error, OptionalDouble anomalyAuc) {
  public ReconstructionEvaluation {
    if (examples < 1) {
      throw new IllegalArgumentException("the held-out set is empty: nothing can be evaluated");
    }
    if (!(error >= 0)) {
      throw new IllegalArgumentException("error is " + error + ", must be at least 0");
    }
    anomalyAuc.ifPresent(area -> Share.require("anomalyAuc", area));
  }

  /**
   * Evaluates; the order of the examples makes no difference.
   *
   * @param errors of each example
   * @param labels of each example, 0 or 1, where there are any
   */
  public static ReconstructionEvaluation of(double[] errors, Optional<int[]> labels) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).sum() / Math.max(1, sorted.length);
    OptionalDouble auc = labels.isPresent() ? area(errors, labels.get()) : OptionalDouble.empty();
    return new ReconstructionEvaluation(errors.length, mean, auc);
  }

  /** By Mann and Whitney's sum of ranks; empty if all examples are of one class. */
  private static OptionalDouble area(double[] errors, int[] labels) {
    Integer[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> errors[i]))
            .toArray(Integer[]::new);
    double rankSum = 0;
    long positives = Arrays.stream(labels).filter(label -> label == 1).count();
    for (int first = 0; first < order.length; ) {
      int end = first;
      long tied = 0;
      while (end < order.length && errors[order[end]] == errors[order[first]]) {
        tied += labels[order[end]] == 1 ? 1 : 0;
        end++;
      }
      rankSum += tied * (first + 1 + end) / 2.0;
      first = end;
    }
    long negatives = errors.length - positives;
    return positives == 0 || negatives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives));
  }
}
