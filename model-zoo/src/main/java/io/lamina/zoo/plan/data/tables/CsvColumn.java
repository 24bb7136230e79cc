package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table that is not just numbers, or that has a name.
 *
 * @param column which
 * @param kind what becomes of it
 * @param name what people call it; if empty, the header says, or its number
 * @param categories the texts of a categorical column, each of which becomes an input; if empty,
 *     they are those of the unlabeled data, sorted
 */
public record CsvColumn(
    ColumnKey column, Kind kind, Optional<String> name, List<String> categories) {
  /** What becomes of a column. */
  public enum Kind {
    /** A number is an input. */
    NUMERIC,
    /** Each of its categories is an input, 1 where the text is this category and 0 elsewhere. */
    CATEGORICAL,
    /** It is not looked at. */
    IGNORED
  }

  public CsvColumn {
    requireNonNull(column, "column is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    categories = List.copyOf(categories);
    if (kind != Kind.CATEGORICAL && !categories.isEmpty()) {
      throw new PlanRuleException("categories", categories, "are for categorical columns only");
    }
    if (new HashSet<>(categories).size() < categories.size()) {
      throw new PlanRuleException("categories", categories, "must differ from one another");
    }
  }

  static Optional<CsvColumn> read(Section item) {
    Optional<ColumnKey> column = item.required("column", ColumnKey.form());
    Optional<Kind> kind = item.valueOr("kind", Form.word(Kind.class), Kind.NUMERIC);
    Optional<String> name = item.optional("name", Form.text());
    List<Optional<String>> categories = item.valuesIfAny("categories", Form.text());
    return item.build(
        () ->
            new CsvColumn(
                column.orElseThrow(),
                kind.orElseThrow(),
                name,
                categories.stream().map(Optional::orElseThrow).toList()));
  }

  void write(YamlLines yaml) {
    column.write("column", yaml);
    yaml.put("kind", kind);
    name.ifPresent(called -> yaml.put("name", called));
    yaml.values("categories", categories);
  }
}
