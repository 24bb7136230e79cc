package io.lamina.zoo.plan.yaml;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All kinds of a thing.
 *
 * @param key that names the kind, {@code kind} or {@code format}
 * @param all of different names
 */
public record Kinds<K, T>(String key, List<Kind<K, T>> all) {
  public Kinds {
    all = List.copyOf(all);
  }

  /** These kinds and others. */
  public Kinds<K, T> and(List<Kind<K, T>> others) {
    return new Kinds<>(key, Stream.concat(all.stream(), others.stream()).toList());
  }

  /** The kind that a section asks for. */
  public Optional<Kind<K, T>> of(Section section) {
    return section.required(key, Form.oneOf(all.stream().collect(toMap(Kind::name, identity()))));
  }

  /** The names of all kinds, in the order of the list. */
  public List<String> names() {
    return all.stream().map(Kind::name).toList();
  }
}
