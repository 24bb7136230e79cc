package io.lamina.zoo.plan.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A group of keys while it is read. Asking for a key makes it known; a value with a problem is
 * reported and comes back empty; {@link #build} reports the keys nobody asked for.
 */
public interface Section {
  /** Whether the key is there. */
  boolean has(String key);

  /** A value that must be there. */
  <T> Optional<T> required(String key, Form<T> form);

  /** A value that may be left out. */
  <T> Optional<T> optional(String key, Form<T> form);

  /** A value, or the default where the key is left out. */
  <T> Optional<T> valueOr(String key, Form<T> form, T standard);

  /** A group of keys that must be there. */
  Optional<Section> section(String key);

  /** A group of keys of which every one has a default; left out, it is empty. */
  Optional<Section> sectionOrEmpty(String key);

  /** What a group of keys says that may be left out. */
  default <T> Optional<T> group(String key, Function<Section, Optional<T>> read) {
    return has(key) ? section(key).flatMap(read) : Optional.empty();
  }

  /** A list of at least one group of keys, each read by itself. */
  <T> List<Optional<T>> each(String key, Function<Section, Optional<T>> read);

  /** A list of values that may be left out; at least one where it is there. */
  default <T> List<Optional<T>> valuesIfAny(String key, Form<T> form) {
    return has(key) ? values(key, form) : List.of();
  }

  /** A list of at least one value. */
  <T> List<Optional<T>> values(String key, Form<T> form);

  /** A value, or a list of at least one; it must be there. */
  <T> List<Optional<T>> oneOrMore(String key, Form<T> form);

  /** A group of keys that are not the schema's own, each with a value; left out, it is empty. */
  <T> Map<String, Optional<T>> named(String key, Form<T> form);

  /** Reports what is wrong with a key of this section or, by a path, below it. */
  void report(String key, String trouble, String remedy);

  /** Makes a record, unless something in the section has a problem; to be called last. */
  <T> Optional<T> build(Supplier<T> maker);

  /** Makes a record of a part of the section's values, which may not go together. */
  <T> Optional<T> checked(Supplier<T> maker);

  /** Runs a check that refuses values which do not go together; reports what it says. */
  void check(Runnable rule);
}
