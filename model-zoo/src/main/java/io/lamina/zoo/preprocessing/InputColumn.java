package io.lamina.zoo.preprocessing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A column of the table that examples come from, and the inputs it is: one for a number; for a
 * categorical column one for each category, 1 where the cell is this category and 0 elsewhere.
 *
 * @param name what people call the column
 * @param categories in the order of their inputs; none for a number
 */
public record InputColumn(String name, List<String> categories) {
  public InputColumn {
    requireNonNull(name, "name is null");
    categories = List.copyOf(categories);
  }

  /** The number of inputs the column is. */
  public int inputs() {
    return Math.max(1, categories.size());
  }

  /** What people call each of its inputs: {@code duration}, or {@code protocol=tcp}. */
  public List<String> inputNames() {
    return categories.isEmpty()
        ? List.of(name)
        : categories.stream().map(category -> name + "=" + category).toList();
  }
}
