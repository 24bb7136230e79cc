package io.lamina.jobs.cli.models.diff;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What two versions say to one key.
 *
 * @param about what has the key: plan, figures, data, features
 * @param key of the value
 * @param first the first version's, if it has one
 * @param second the other's, if it has one
 */
public record Difference(
    String about, String key, Optional<String> first, Optional<String> second) {
  public Difference {
    requireNonNull(about, "about is null");
    requireNonNull(key, "key is null");
    requireNonNull(first, "first is null");
    requireNonNull(second, "second is null");
  }

  /** Whether they say different things. */
  public boolean isDifferent() {
    return !first.equals(second);
  }
}
