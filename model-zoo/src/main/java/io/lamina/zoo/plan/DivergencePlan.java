package io.lamina.zoo.plan;

import io.lamina.zoo.plan.yaml.Range;

/**
 * What is done when a stage's numbers run away: it goes back to where its loss was no worse than at
 * its beginning, and on from there with a lower learning rate.
 *
 * @param rewinds how often in a stage; 0 to end the run at once
 * @param rateFactor what the learning rates are multiplied by, each time
 * @param lossFactor a loss so many times that of the first round, or of guessing, has run away
 */
public record DivergencePlan(int rewinds, double rateFactor, double lossFactor) {
  public static final Range REWINDS = Range.closed(0, 20);
  public static final Range RATE_FACTOR = Range.closed(0.01, 0.99);
  public static final Range LOSS_FACTOR = Range.above(1, 1e9);

  public DivergencePlan {
    REWINDS.require("rewinds", rewinds);
    RATE_FACTOR.require("rateFactor", rateFactor);
    LOSS_FACTOR.require("lossFactor", lossFactor);
  }
}
