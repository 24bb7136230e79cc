package io.lamina.jobs.report;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.GateRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run's version beside the champion, for its report.
 *
 * @param candidate the run's version
 * @param champion the version that it was compared with; empty if there was none
 * @param gates what they said
 */
public record Judgement(Side candidate, Optional<Side> champion, GateRecord gates) {
  public Judgement {
    requireNonNull(candidate, "candidate is null");
    requireNonNull(champion, "champion is null");
    requireNonNull(gates, "gates is null");
  }

  /**
   * A version.
   *
   * @param name of it
   * @param figures by their names, as listings have them
   */
  public record Side(String name, SortedMap<String, Double> figures) {
    public Side {
      requireNonNull(name, "name is null");
      figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /** The figures among the values of a version's summary. */
    public static Side of(String name, Map<String, Object> summary) {
      SortedMap<String, Double> figures = new TreeMap<>();
      summary.forEach(
          (key, value) -> {
            if (value instanceof Number number) {
              figures.put(key, number.doubleValue());
            }
          });
      return new Side(name, figures);
    }

    private String figure(String key) {
      return figures.containsKey(key) ? GateRow.number(figures.get(key)) : GateRow.NOTHING;
    }
  }

  /** The figures of both, for the template. */
  List<Row> figures() {
    TreeSet<String> names = new TreeSet<>(candidate.figures().keySet());
    champion.ifPresent(side -> names.addAll(side.figures().keySet()));
    return names.stream()
        .map(
            name ->
                new Row(
                    name,
                    candidate.figure(name),
                    champion.map(side -> side.figure(name)).orElse(GateRow.NOTHING)))
        .toList();
  }

  /** A line each, for the template. */
  List<GateRow> rows() {
    return gates.results().stream().map(GateRow::of).toList();
  }

  /** What came of it, in words. */
  String outcome() {
    return GateRow.outcome(gates);
  }

  /** What the candidate was compared with, in words. */
  String other() {
    return champion.map(Side::name).orElse("no champion");
  }

  /**
   * A figure of both.
   *
   * @param name of the figure
   * @param candidate has this
   * @param champion has this
   */
  record Row(String name, String candidate, String champion) {}
}
