package io.lamina.jobs.report;

import io.lamina.jobs.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is needed to make the same network again.
 *
 * @param groups of facts, none empty
 */
record Provenance(List<Group> groups) {
  static Provenance of(RunRecord run) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Started", run.origin().started().toString()));
    facts.add(new Fact("Seed", Long.toString(run.origin().seed())));
    run.origin().planSha256().ifPresent(digest -> facts.add(new Fact("Plan, SHA-256", digest)));
    run.origin()
        .ancestor()
        .ifPresent(ancestor -> facts.add(new Fact("Began from", ancestor.version())));
    run.results()
        .parametersSha256()
        .ifPresent(digest -> facts.add(new Fact("Parameters, SHA-256", digest)));
    facts.add(
        new Fact(
            "Same bits for any number of executors",
            run.origin().sameBits() ? "yes" : "no: the averages depend on the executors' speed"));
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("Run", facts));
    groups.add(Group.of("Versions", run.setup().versions(), version -> version));
    groups.add(Group.of("Memory of an executor", run.setup().memory(), Figures::bytes));
    groups.removeIf(group -> group.facts().isEmpty());
    return new Provenance(groups);
  }

  /**
   * Facts that belong together.
   *
   * @param title of the group
   * @param facts in it
   */
  record Group(String title, List<Fact> facts) {
    private static <T> Group of(String title, Map<String, T> facts, Function<T, String> words) {
      return new Group(
          title,
          facts.entrySet().stream()
              .map(entry -> new Fact(entry.getKey(), words.apply(entry.getValue())))
              .toList());
    }
  }

  /**
   * A line.
   *
   * @param key what it is
   * @param value it has
   */
  record Fact(String key, String value) {}
}
