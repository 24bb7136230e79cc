package io.lamina.benchmarks;

import io.lamina.benchmarks.gates.Fault;
import io.lamina.benchmarks.gates.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of candidates, kind by kind.
 *
 * @param outcomes of all
 */
record GatesTable(List<Outcome> outcomes) {
  GatesTable {
    outcomes = List.copyOf(outcomes);
  }

  /** As Markdown. */
  @Override
  public String toString() {
    MarkdownTable table =
        new MarkdownTable("what is wrong", "candidates", "stopped", "passed", "stopped by");
    Stream.of(Fault.values())
        .map(fault -> outcomes.stream().filter(outcome -> outcome.fault() == fault).toList())
        .filter(all -> !all.isEmpty())
        .forEach(all -> table.row(row(all.get(0).fault().words(), all)));
    table.row(
        row("all bad ones", outcomes.stream().filter(it -> it.fault() != Fault.NONE).toList()));
    return table.toString();
  }

  private static List<String> row(String name, List<Outcome> all) {
    long stopped = all.stream().filter(Outcome::isStopped).count();
    return List.of(
        name,
        Integer.toString(all.size()),
        Long.toString(stopped),
        Long.toString(all.size() - stopped),
        gates(all));
  }

  /** A candidate may be stopped by several gates. */
  private static String gates(List<Outcome> all) {
    Map<String, Long> counts =
        all.stream()
            .flatMap(outcome -> outcome.stoppedBy().stream())
            .collect(Collectors.groupingBy(gate -> gate, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(gate -> gate.getKey() + " " + gate.getValue())
        .collect(Collectors.joining(", "));
  }
}
