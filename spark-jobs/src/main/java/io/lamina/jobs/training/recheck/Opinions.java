package io.lamina.jobs.training.recheck;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What executors say that a shard comes to in a round. All that compute rightly say the same,
 * however often they are asked. For one thread.
 */
final class Opinions {
  private final NavigableMap<String, NavigableSet<Long>> digests = new TreeMap<>();

  void add(String executor, long digest) {
    digests.computeIfAbsent(executor, first -> new TreeSet<>()).add(digest);
  }

  void addAll(Opinions others) {
    others.digests.forEach((executor, all) -> all.forEach(digest -> add(executor, digest)));
  }

  /** Who has said something. */
  NavigableSet<String> executors() {
    return new TreeSet<>(digests.keySet());
  }

  /** Whether nobody contradicts anybody. */
  boolean agree() {
    return digests.values().stream().flatMap(Set::stream).distinct().count() < 2;
  }

  /**
   * Who is wrong, where they do not agree: all that have ever said something else than most of
   * those say that do not contradict themselves.
   *
   * @return empty if there is no such majority
   */
  NavigableSet<String> wrong() {
    return truth()
        .map(
            digest ->
                digests.entrySet().stream()
                    .filter(each -> !each.getValue().equals(Set.of(digest)))
                    .map(Map.Entry::getKey)
                    .collect(toCollection(TreeSet::new)))
        .orElseGet(TreeSet::new);
  }

  private Optional<Long> truth() {
    NavigableMap<Long, Integer> votes =
        digests.values().stream()
            .filter(all -> all.size() == 1)
            .collect(toMap(NavigableSet::first, one -> 1, Integer::sum, TreeMap::new));
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    NavigableSet<Long> first =
        votes.entrySet().stream()
            .filter(each -> each.getValue() == most)
            .map(Map.Entry::getKey)
            .collect(toCollection(TreeSet::new));
    return first.size() == 1 ? Optional.of(first.first()) : Optional.empty();
  }
}
