package io.lamina.jobs.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A plan that a search tries.
 *
 * @param number from 1
 * @param values what it changes of the plan, by key; none for the plan as it is
 */
public record Trial(int number, SortedMap<String, String> values) {
  public Trial {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (number < 1) {
      throw new IllegalArgumentException("trial " + number + ": numbers begin at 1");
    }
  }

  Trial(int number, Map<String, String> values) {
    this(number, new TreeMap<>(values));
  }

  /** As {@code --set} takes them. */
  public List<String> changes() {
    return values.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }

  /** For people. */
  public String words() {
    return values.isEmpty()
        ? "the plan as it is"
        : changes().stream().collect(Collectors.joining(", "));
  }
}
