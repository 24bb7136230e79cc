package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.HashSet;
import java.util.List;

/**
 * The label of a table's rows.
 *
 * @param column counted from 0
 * @param classes the texts that labels are, each in the place of its class; if empty, labels are
 *     numbers
 * @param others whether every other text is one more class, after the others
 */
public record CsvLabel(int column, List<String> classes, boolean others) {
  public static final Range COLUMN = Range.closed(0, 1_000_000);

  public CsvLabel {
    COLUMN.require("label", column);
    classes = List.copyOf(classes);
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new PlanRuleException("labels", classes, "must differ from one another");
    }
    if (others && classes.isEmpty()) {
      throw new PlanRuleException("otherLabels", others, "must stand beside labels");
    }
  }

  /** Labels that are the numbers of their classes. */
  public static CsvLabel numbers(int column) {
    return new CsvLabel(column, List.of(), false);
  }

  /** The classes it tells apart, if they are named. */
  int count() {
    return classes.size() + (others ? 1 : 0);
  }
}
