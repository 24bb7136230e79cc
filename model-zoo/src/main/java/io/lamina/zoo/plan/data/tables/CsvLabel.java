package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * The label of a table's rows.
 *
 * @param column that labels are in
 * @param names which class each of their texts is
 */
public record CsvLabel(ColumnKey column, LabelNames names) {
  public CsvLabel {
    requireNonNull(column, "column is null");
    requireNonNull(names, "names is null");
  }

  /** Labels that are the numbers of their classes. */
  public static CsvLabel numbers(int column) {
    return new CsvLabel(ColumnKey.of(column), LabelNames.NUMBERS);
  }

  /** The keys {@code label}, {@code labels} and {@code otherLabels}. */
  static Optional<CsvLabel> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<ColumnKey> label = keys.label("label", ColumnKey.form());
    Optional<LabelNames> names = LabelNames.read(source);
    if (label.isEmpty() && LabelNames.areIn(source)) {
      source.report("label", "is missing", "say which column the labels are in");
    }
    return label.flatMap(column -> names.map(known -> new CsvLabel(column, known)));
  }

  void write(YamlLines yaml) {
    column.write("label", yaml);
    names.write(yaml);
  }
}
