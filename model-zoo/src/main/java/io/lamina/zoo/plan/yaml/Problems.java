package io.lamina.zoo.plan.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a plan. */
final class Problems {
  private final List<PlanProblem> problems = new ArrayList<>();

  void add(Place place, String key, String value, String trouble, String remedy) {
    problems.add(new PlanProblem(place.origin(), place.line(), key, value, trouble, remedy));
  }

  /** Reports an entry; one that is broken has its own trouble. */
  void report(Entry entry, String key, String trouble, String remedy) {
    if (entry instanceof Entry.Broken broken) {
      add(broken.place(), key, "", broken.trouble(), broken.remedy());
    } else {
      add(entry.place(), key, entry.shown(), trouble, remedy);
    }
  }

  int count() {
    return problems.size();
  }

  /**
   * Ends the reading if there is a problem: those of the text first, line by line, then those of
   * the overrides.
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      problems.sort(
          Comparator.comparingInt(
              problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line()));
      throw new InvalidPlanException(problems);
    }
  }
}
