package io.lamina.zoo.plan.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * One of the kinds of a thing that a plan can ask for, such as a format of data or an optimizer.
 *
 * @param name what a plan calls it
 * @param reader makes the thing from its keys; reports what is wrong and returns nothing then
 * @param <K> where the keys are read from: a {@link Section}, or one with what else must be known
 * @param <T> the thing
 */
public record Kind<K, T>(String name, Function<K, Optional<T>> reader) {
  public Kind {
    requireNonNull(name, "name is null");
    requireNonNull(reader, "reader is null");
  }

  /** The thing that the keys describe. */
  public Optional<T> read(K keys) {
    return reader.apply(keys);
  }
}
