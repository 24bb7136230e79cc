package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What others made of the held-out set by the same labels. Errors are shares of wrong predictions,
 * 0 to 1; empty where the run does not compare with it.
 *
 * @param scratch of the same network from a random start
 * @param linear of logistic regression on the inputs
 * @param nearest of the nearest neighbour on the inputs
 * @param codes of what reads the codes of the pretrained layers, the lowest layer first
 */
public record BaselineErrors(
    OptionalDouble scratch, OptionalDouble linear, OptionalDouble nearest, List<CodeErrors> codes) {
  /** Nothing was compared. */
  public static final BaselineErrors NONE =
      new BaselineErrors(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

  public BaselineErrors {
    requireNonNull(scratch, "scratch is null");
    requireNonNull(linear, "linear is null");
    requireNonNull(nearest, "nearest is null");
    codes = List.copyOf(codes);
    scratch.ifPresent(share -> Share.require("the error of the random start", share));
    linear.ifPresent(share -> Share.require("the error of logistic regression", share));
    nearest.ifPresent(share -> Share.require("the error of the nearest neighbour", share));
  }

  /**
   * Errors on the codes of a pretrained layer.
   *
   * @param linear of logistic regression
   * @param nearest of the nearest neighbour
   */
  public record CodeErrors(double linear, double nearest) {
    public CodeErrors {
      Share.require("the error of logistic regression on codes", linear);
      Share.require("the error of the nearest neighbour on codes", nearest);
    }
  }

  /** All of them, by model. */
  Map<ComparedModel, Double> byModel() {
    Map<ComparedModel, Double> errors = new LinkedHashMap<>();
    scratch.ifPresent(error -> errors.put(ComparedModel.SCRATCH, error));
    linear.ifPresent(error -> errors.put(ComparedModel.LINEAR, error));
    nearest.ifPresent(error -> errors.put(ComparedModel.NEAREST, error));
    for (int k = 0; k < codes.size(); k++) {
      errors.put(ComparedModel.linearOnCodes(k + 1), codes.get(k).linear());
      errors.put(ComparedModel.nearestOnCodes(k + 1), codes.get(k).nearest());
    }
    return errors;
  }
}
