package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table that is not just numbers, or that has a name.
 *
 * @param column counted from 0
 * @param kind what becomes of it
 * @param name what people call it; if empty, the header says, or its number
 * @param categories the texts of a categorical column, each of which becomes an input; if empty,
 *     they are those of the unlabeled data, sorted
 */
public record CsvColumn(int column, Kind kind, Optional<String> name, List<String> categories) {
  public static final Range COLUMN = Range.closed(0, 1_000_000);

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
    COLUMN.require("column", column);
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
}
