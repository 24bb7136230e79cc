package io.lamina.zoo.plan.retrain;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * When a model is not worse than the champion on the same held-out rows.
 *
 * @param confidence the probability that no model that is worse by the margin passes, in all the
 *     decisions of a test set with labels; without labels in one decision
 * @param decisions how often a test set with labels may decide
 * @param margin how much more of the labeled rows a model may have wrong and still count as not
 *     worse: a share of the rows
 * @param relativeMargin the same without labels: a share of the champion's own figure
 * @param largestRise how much more of the labeled rows the champion may have wrong than when it was
 *     judged itself: a share of the rows
 */
public record PairedGates(
    double confidence, int decisions, double margin, double relativeMargin, double largestRise) {
  public static final Range CONFIDENCE = Range.closed(0.8, 0.999);
  public static final Range DECISIONS = Range.closed(1, 1000);
  public static final Range MARGIN = Range.closed(0, 0.5);
  public static final Range RELATIVE_MARGIN = Range.closed(0, 1);
  public static final Range LARGEST_RISE = Range.closed(0, 1);

  static final PairedGates USUAL = new PairedGates(0.95, 32, 0.01, 0.05, 0.1);

  public PairedGates {
    CONFIDENCE.require("confidence", confidence);
    DECISIONS.require("decisions", decisions);
    MARGIN.require("margin", margin);
    RELATIVE_MARGIN.require("relativeMargin", relativeMargin);
    LARGEST_RISE.require("largestRise", largestRise);
  }

  static Optional<PairedGates> read(Section paired) {
    Optional<Double> confidence =
        paired.valueOr("confidence", Form.number(CONFIDENCE), USUAL.confidence);
    Optional<Integer> decisions =
        paired.valueOr("decisions", Form.wholeNumber(DECISIONS), USUAL.decisions);
    Optional<Double> margin = paired.valueOr("margin", Form.number(MARGIN), USUAL.margin);
    Optional<Double> relative =
        paired.valueOr("relativeMargin", Form.number(RELATIVE_MARGIN), USUAL.relativeMargin);
    Optional<Double> rise =
        paired.valueOr("largestRise", Form.number(LARGEST_RISE), USUAL.largestRise);
    return paired.build(
        () ->
            new PairedGates(
                confidence.orElseThrow(),
                decisions.orElseThrow(),
                margin.orElseThrow(),
                relative.orElseThrow(),
                rise.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("confidence", confidence);
    yaml.put("decisions", decisions);
    yaml.put("margin", margin);
    yaml.put("relativeMargin", relativeMargin);
    yaml.put("largestRise", largestRise);
  }
}
