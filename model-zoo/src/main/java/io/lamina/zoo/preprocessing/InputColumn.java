package io.lamina.zoo.preprocessing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * A column of the table that examples come from, and the inputs it is: one for a number; for a
 * categorical column one for each category, 1 where the cell is this category and 0 elsewhere. A
 * column may have one more input, 1 where the cell is missing and 0 elsewhere.
 *
 * @param name what people call the column
 * @param categories in the order of their inputs; none for a number
 * @param missing whether there is one more input, after the others
 */
public record InputColumn(String name, List<String> categories, boolean missing) {
  public InputColumn {
    requireNonNull(name, "name is null");
    categories = List.copyOf(categories);
  }

  /** One that says nothing of cells that are missing. */
  public InputColumn(String name, List<String> categories) {
    this(name, categories, false);
  }

  /** The number of inputs the column is. */
  public int inputs() {
    return Math.max(1, categories.size()) + (missing ? 1 : 0);
  }

  /**
   * What people call each of its inputs: {@code duration}, or {@code protocol=tcp}, and {@code
   * protocol is missing}.
   */
  public List<String> inputNames() {
    Stream<String> values =
        categories.isEmpty()
            ? Stream.of(name)
            : categories.stream().map(category -> name + "=" + category);
    return Stream.concat(values, Stream.of(name + " is missing").filter(any -> missing)).toList();
  }
}
