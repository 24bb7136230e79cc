package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.CsvColumn.Kind;
import io.lamina.zoo.plan.data.DataSource.Csv;
import io.lamina.zoo.plan.data.DataSource.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;

/** The keys of comma-separated values, but for their range. */
final class CsvSchema {
  private final boolean labeled;

  /**
   * @param labeled whether the source must have labels
   */
  CsvSchema(boolean labeled) {
    this.labeled = labeled;
  }

  Optional<DataSource> csv(Section source, Optional<ValueRange> range) {
    Optional<String> path = source.required("path", Form.path());
    Optional<Boolean> header = source.valueOr("header", Form.flag(), false);
    Form<Integer> column = Form.wholeNumber(CsvLabel.COLUMN);
    Optional<Integer> label =
        labeled ? source.required("label", column) : source.optional("label", column);
    List<Optional<String>> classes = texts(source, "labels");
    Optional<Boolean> others = source.valueOr("otherLabels", Form.flag(), false);
    if (label.isEmpty() && (source.has("labels") || source.has("otherLabels"))) {
      source.report("label", "is missing", "say which column the labels are in");
    }
    List<Optional<CsvColumn>> columns =
        source.has("columns") ? source.each("columns", CsvSchema::column) : List.of();
    return source.build(
        () ->
            new Csv(
                path.orElseThrow(),
                header.orElseThrow(),
                label.map(c -> new CsvLabel(c, present(classes), others.orElseThrow())),
                range,
                present(columns)));
  }

  private static Optional<CsvColumn> column(Section column) {
    Optional<Integer> number = column.required("column", Form.wholeNumber(CsvColumn.COLUMN));
    Optional<Kind> kind = column.valueOr("kind", Form.word(Kind.class), Kind.NUMERIC);
    Optional<String> name = column.optional("name", Form.text());
    List<Optional<String>> categories = texts(column, "categories");
    return column.build(
        () -> new CsvColumn(number.orElseThrow(), kind.orElseThrow(), name, present(categories)));
  }

  private static List<Optional<String>> texts(Section section, String key) {
    return section.has(key) ? section.values(key, Form.text()) : List.of();
  }

  private static <T> List<T> present(List<Optional<T>> values) {
    return values.stream().map(Optional::orElseThrow).toList();
  }
}
