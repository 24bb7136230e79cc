package io.lamina.zoo.plan.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds out which keys a schema asks for: a section in which every key seems to be there, though
 * none has a value. So a schema says itself what its documentation must list.
 */
public final class KeySurvey implements Section {
  private final String path;
  private final Map<String, AskedKey> asked;

  private KeySurvey(String path, Map<String, AskedKey> asked) {
    this.path = path;
    this.asked = asked;
  }

  /** The keys that a schema asks for, with those of groups below. */
  public static Collection<AskedKey> of(Consumer<Section> schema) {
    Map<String, AskedKey> asked = new LinkedHashMap<>();
    schema.accept(new KeySurvey("", asked));
    return Collections.unmodifiableCollection(asked.values());
  }

  /** What is asked first with a form is what is known of the key. */
  private void note(AskedKey key) {
    asked.merge(key.path(), key, (old, more) -> old.form().isPresent() ? old : more);
  }

  private String below(String key) {
    return KeyPath.join(path, key);
  }

  @Override
  public boolean has(String key) {
    note(AskedKey.group(below(key)));
    return true;
  }

  @Override
  public <T> Optional<T> required(String key, Form<T> form) {
    note(AskedKey.value(below(key), form, true));
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> optional(String key, Form<T> form) {
    note(AskedKey.value(below(key), form, false));
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> valueOr(String key, Form<T> form, T standard) {
    note(AskedKey.value(below(key), form, standard));
    return Optional.empty();
  }

  @Override
  public Optional<Section> section(String key) {
    has(key);
    return Optional.of(new KeySurvey(below(key), asked));
  }

  @Override
  public Optional<Section> sectionOrEmpty(String key) {
    return section(key);
  }

  @Override
  public <T> List<Optional<T>> each(String key, Function<Section, Optional<T>> read) {
    return section(key).flatMap(read).stream().map(Optional::of).toList();
  }

  @Override
  public <T> List<Optional<T>> values(String key, Form<T> form) {
    note(AskedKey.list(below(key), form));
    return List.of();
  }

  @Override
  public <T> List<Optional<T>> oneOrMore(String key, Form<T> form) {
    return values(key, form);
  }

  @Override
  public <T> Map<String, Optional<T>> named(String key, Form<T> form) {
    note(AskedKey.group(below(key)));
    return Map.of();
  }

  @Override
  public void report(String key, String trouble, String remedy) {
    // Nothing is wrong with what nobody wrote.
  }

  @Override
  public <T> Optional<T> build(Supplier<T> maker) {
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> checked(Supplier<T> maker) {
    return Optional.empty();
  }

  @Override
  public void check(Runnable rule) {
    // There is nothing to check.
  }
}
