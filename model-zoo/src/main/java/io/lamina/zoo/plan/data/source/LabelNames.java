package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which class each text of a label is.
 *
 * @param classes the texts that labels are, each in the place of its class; if empty, labels are
 *     the numbers of their classes
 * @param others whether every other text is one more class, after the others
 */
public record LabelNames(List<String> classes, boolean others) {
  /** Labels that are the numbers of their classes. */
  public static final LabelNames NUMBERS = new LabelNames(List.of(), false);

  /** What the class of all labels that are not listed is called. */
  private static final String OTHERS = "other";

  public LabelNames {
    classes = List.copyOf(classes);
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new PlanRuleException("labels", classes, "must differ from one another");
    }
    if (others && classes.isEmpty()) {
      throw new PlanRuleException("otherLabels", others, "only together with labels");
    }
  }

  /** The keys {@code labels} and {@code otherLabels}. */
  public static Optional<LabelNames> read(Section source) {
    List<Optional<String>> classes = source.valuesIfAny("labels", Form.text());
    Optional<Boolean> others = source.valueOr("otherLabels", Form.flag(), false);
    return others.isPresent() && classes.stream().allMatch(Optional::isPresent)
        ? source.checked(
            () ->
                new LabelNames(
                    classes.stream().map(Optional::orElseThrow).toList(), others.orElseThrow()))
        : Optional.empty();
  }

  /** Whether the section has one of the keys. */
  public static boolean areIn(Section source) {
    return source.has("labels") || source.has("otherLabels");
  }

  /** What the classes are called, in their order; none where labels are numbers. */
  public List<String> names() {
    List<String> names = new ArrayList<>(classes);
    if (others) {
      names.add(OTHERS);
    }
    return names;
  }

  /**
   * Refuses named classes that are not as many as the plan's.
   *
   * @param part of the data, {@code test} say
   */
  public void requireClasses(String part, int count) {
    int named = names().size();
    if (!classes.isEmpty() && named != count) {
      throw new PlanRuleException(
          part + ".labels",
          named,
          "must be as many as classes, " + count + " (otherLabels: true is one more)");
    }
  }

  /** Writes the keys. */
  public void write(YamlLines yaml) {
    if (!classes.isEmpty()) {
      yaml.values("labels", classes);
      yaml.put("otherLabels", others);
    }
  }
}
