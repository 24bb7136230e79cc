package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well as plain text too. For one thread. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... header) {
    rows.add(List.of(header));
  }

  MarkdownTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells, must be " + rows.get(0).size() + ": " + cells);
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  @Override
  public String toString() {
    List<Integer> widths =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    StringBuilder text = new StringBuilder(line(rows.get(0), widths));
    text.append(
        widths.stream()
            .map(width -> "-".repeat(width + 1) + ":")
            .collect(Collectors.joining("|", "|", "|\n")));
    rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> " " + " ".repeat(widths.get(i) - cells.get(i).length()) + cells.get(i))
        .collect(Collectors.joining(" |", "|", " |\n"));
  }
}
