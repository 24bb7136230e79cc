package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a source that are of some classes.
 *
 * @param source that the examples are from; it has labels
 * @param classes at least one
 */
public record OnlyClasses(DataSource source, List<Integer> classes) implements DerivedSource {
  public static final Range CLASS = Range.closed(0, DataPlan.CLASSES.high() - 1);

  private static final String KEY = "onlyClasses";

  public OnlyClasses {
    requireNonNull(source, "source is null");
    classes = List.copyOf(classes);
    classes.forEach(number -> CLASS.require(KEY, number));
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("onlyClasses is empty");
    }
  }

  static Optional<Selection> keys(Section source) {
    if (!source.has(KEY)) {
      return Optional.empty();
    }
    List<Optional<Integer>> classes = source.values(KEY, Form.wholeNumber(CLASS));
    return Optional.of((some, section) -> chosen(some, classes, section));
  }

  private static Optional<DataSource> chosen(
      DataSource source, List<Optional<Integer>> classes, Section section) {
    if (!source.hasLabels()) {
      section.report(KEY, "is not allowed", "needs labels: say where they are");
      return Optional.empty();
    }
    return Optional.of(
        new OnlyClasses(source, classes.stream().map(Optional::orElseThrow).toList()));
  }

  @Override
  public void requireClasses(String part, int count) {
    if (Collections.max(classes) >= count) {
      throw new PlanRuleException(
          part + "." + KEY, classes, "must be classes, 0 to " + (count - 1));
    }
    source.requireClasses(part, count);
  }

  @Override
  public void write(YamlLines yaml) {
    source.write(yaml);
    yaml.values(KEY, classes);
  }
}
