package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The label of a table's rows.
 *
 * @param column that labels are in
 * @param classes the texts that labels are, each in the place of its class; if empty, labels are
 *     numbers
 * @param others whether every other text is one more class, after the others
 */
public record CsvLabel(ColumnKey column, List<String> classes, boolean others) {
  /** What the class of all labels that are not listed is called. */
  private static final String OTHERS = "other";

  public CsvLabel {
    requireNonNull(column, "column is null");
    classes = List.copyOf(classes);
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new PlanRuleException("labels", classes, "must differ from one another");
    }
    if (others && classes.isEmpty()) {
      throw new PlanRuleException("otherLabels", others, "only together with labels");
    }
  }

  /** Labels that are the numbers of their classes. */
  public static CsvLabel numbers(int column) {
    return new CsvLabel(ColumnKey.of(column), List.of(), false);
  }

  /** The keys {@code label}, {@code labels} and {@code otherLabels}. */
  static Optional<CsvLabel> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<ColumnKey> label = keys.label("label", ColumnKey.form());
    List<Optional<String>> classes = source.valuesIfAny("labels", Form.text());
    Optional<Boolean> others = source.valueOr("otherLabels", Form.flag(), false);
    if (label.isEmpty() && (source.has("labels") || source.has("otherLabels"))) {
      source.report("label", "is missing", "say which column the labels are in");
    }
    return label.flatMap(column -> label(source, column, classes, others));
  }

  private static Optional<CsvLabel> label(
      Section source, ColumnKey column, List<Optional<String>> classes, Optional<Boolean> others) {
    return others.isPresent() && classes.stream().allMatch(Optional::isPresent)
        ? source.checked(
            () ->
                new CsvLabel(
                    column,
                    classes.stream().map(Optional::orElseThrow).toList(),
                    others.orElseThrow()))
        : Optional.empty();
  }

  /** What the classes are called, in their order; none where labels are numbers. */
  List<String> classNames() {
    List<String> names = new ArrayList<>(classes);
    if (others) {
      names.add(OTHERS);
    }
    return names;
  }

  /** Refuses named classes that are not as many as the plan's. */
  void requireClasses(String part, int count) {
    int named = classNames().size();
    if (!classes.isEmpty() && named != count) {
      throw new PlanRuleException(
          part + ".labels",
          named,
          "must be as many as classes, " + count + " (otherLabels: true is one more)");
    }
  }

  void write(YamlLines yaml) {
    column.write("label", yaml);
    if (!classes.isEmpty()) {
      yaml.values("labels", classes);
      yaml.put("otherLabels", others);
    }
  }
}
