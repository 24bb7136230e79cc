package io.lamina.jobs.data.csv;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of the unlabeled data, as the other sources must have them.
 *
 * @param columns that are inputs, in their order
 * @param header whether their names are those of a header, or of the plan; else columns are known
 *     by their places
 */
public record KnownColumns(List<InputColumn> columns, boolean header) {
  public KnownColumns {
    requireNonNull(columns, "columns is null");
    columns = List.copyOf(columns);
  }

  /** Columns that nothing is known of but their categories. */
  static KnownColumns inThisOrder(List<InputColumn> columns) {
    return new KnownColumns(columns, false);
  }

  /**
   * The place among the unlabeled data's columns of each column of another table.
   *
   * @param own the columns that are inputs there
   * @param where names the table's header in messages
   * @throws DataException if the table has other columns
   */
  List<Integer> places(List<InputColumn> own, String where) {
    List<String> wanted = names(columns);
    List<String> names = names(own);
    if (!header || names.equals(wanted)) {
      return IntStream.range(0, own.size()).boxed().toList();
    }
    requireAll(wanted, names, where);
    requireNoMore(names, wanted, where);
    if (new HashSet<>(wanted).size() < wanted.size() || names.size() != wanted.size()) {
      throw new DataException(
          where
              + ": two columns have the same name, and the columns are in another order than in the"
              + " unlabeled examples (give columns names that differ)");
    }
    return names.stream().map(wanted::indexOf).toList();
  }

  private static List<String> names(List<InputColumn> columns) {
    return columns.stream().map(InputColumn::name).toList();
  }

  private static void requireAll(List<String> wanted, List<String> names, String where) {
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new DataException(
            String.format(
                "%s: no input column is called '%s' as in the unlabeled examples, these are called "
                    + "%s (rename the column, or name it by columns: [{column: …, name: '%s'}]; a "
                    + "column that is no input must be ignored in all sources)",
                where, CsvCell.shown(name), shown(names), CsvCell.shown(name)));
      }
    }
  }

  private static void requireNoMore(List<String> names, List<String> wanted, String where) {
    for (String name : names) {
      if (!wanted.contains(name)) {
        throw new DataException(
            String.format(
                "%s: the unlabeled examples have no column '%s', these are called %s (leave it out"
                    + " by columns: [{column: …, kind: ignored}])",
                where, CsvCell.shown(name), shown(wanted)));
      }
    }
  }

  private static String shown(List<String> names) {
    return CsvCell.shown(String.join(", ", names));
  }
}
