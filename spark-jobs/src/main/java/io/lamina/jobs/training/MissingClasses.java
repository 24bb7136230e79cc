package io.lamina.jobs.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The classes of which there is no labeled example.
 *
 * @param classes their numbers, in order
 */
record MissingClasses(List<Integer> classes) {
  private static final int MOST_NAMED = 20;

  MissingClasses {
    classes = List.copyOf(classes);
  }

  /** What to tell the user; nothing if no class is missing. */
  Optional<String> note() {
    return classes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                "no labeled example is of class %s: the network cannot learn to tell %s",
                named(), classes.size() == 1 ? "it" : "them"));
  }

  private String named() {
    String first =
        classes.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = classes.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
