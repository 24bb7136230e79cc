package io.lamina.zoo.plan;

import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.List;

/**
 * A study of how the test error depends on the number of labels: the last stage is trained for each
 * number, from several independent draws of labeled examples.
 *
 * @param examples the numbers of labeled examples, at least one, each the same number of each class
 * @param draws how many draws of each
 */
public record LabelCurvePlan(List<Integer> examples, int draws) {
  public static final Range DRAWS = Range.closed(1, 1000);

  public LabelCurvePlan {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("examples is empty");
    }
    examples.forEach(count -> DataPlan.LABELED_EXAMPLES.require("examples", count));
    DRAWS.require("draws", draws);
  }

  /** Refuses numbers that cannot be drawn from the data, or dealt to the shards. */
  void requireDrawable(DataPlan data, int shards) {
    for (int i = 0; i < examples.size(); i++) {
      requireDrawable(i, data, shards);
    }
  }

  /** Refuses number {@code i} if it cannot be. */
  void requireDrawable(int i, DataPlan data, int shards) {
    String key = "labelCurve.examples[" + i + "]";
    data.requireDrawable(key, examples.get(i));
    if (examples.get(i) < shards) {
      throw new PlanRuleException(key, examples.get(i), "must be at least shards, " + shards);
    }
  }
}
