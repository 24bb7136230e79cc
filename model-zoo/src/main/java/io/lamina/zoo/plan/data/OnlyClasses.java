package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

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
 * @param all the source; it has labels
 * @param classes at least one
 */
public record OnlyClasses(DataSource all, List<Integer> classes) implements DataSource {
  public static final Range CLASS = Range.closed(0, DataPlan.CLASSES.high() - 1);

  private static final String KEY = "onlyClasses";

  public OnlyClasses {
    requireNonNull(all, "all is null");
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
  public List<String> paths() {
    return all.paths();
  }

  @Override
  public Optional<ImageShape> picture() {
    return all.picture();
  }

  @Override
  public boolean hasLabels() {
    return true;
  }

  @Override
  public Optional<ValueRange> range() {
    return all.range();
  }

  @Override
  public DataSource origin() {
    return all.origin();
  }

  @Override
  public void requireClasses(String part, int count) {
    if (Collections.max(classes) >= count) {
      throw new PlanRuleException(
          part + "." + KEY, classes, "must be classes, 0 to " + (count - 1));
    }
    all.requireClasses(part, count);
  }

  @Override
  public void requireLabels(int count) {
    all.requireLabels(count);
  }

  @Override
  public void requireImage(ImageShape image) {
    all.requireImage(image);
  }

  @Override
  public List<String> classNames() {
    return all.classNames();
  }

  @Override
  public void write(YamlLines yaml) {
    all.write(yaml);
    yaml.values(KEY, classes);
  }
}
