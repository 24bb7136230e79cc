package io.lamina.zoo.plan.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The keys of a text. */
final class WrittenSection implements Section {
  private final Entry.Group group;
  private final String path;
  private final Problems problems;
  private final int problemsBefore;
  private final Set<String> known = new LinkedHashSet<>();

  private WrittenSection(Entry.Group group, String path, Problems problems) {
    this.group = group;
    this.path = path;
    this.problems = problems;
    this.problemsBefore = problems.count();
  }

  /** The section of an entry; reports one that is no group. */
  static Optional<Section> of(Entry entry, String path, Problems problems) {
    if (entry instanceof Entry.Group group) {
      return Optional.of(new WrittenSection(group, path, problems));
    }
    boolean isText = entry.place().line() > 0;
    problems.report(
        entry,
        path,
        "is not a group of keys",
        isText ? "write its keys below it, indented" : "set its keys, " + path + ".KEY=VALUE");
    return Optional.empty();
  }

  @Override
  public boolean has(String key) {
    return entry(key).isPresent();
  }

  @Override
  public <T> Optional<T> required(String key, Form<T> form) {
    if (!has(key)) {
      report(key, "is missing", form.rule());
    }
    return optional(key, form);
  }

  @Override
  public <T> Optional<T> optional(String key, Form<T> form) {
    return entry(key).flatMap(entry -> value(entry, key, form));
  }

  @Override
  public <T> Optional<T> valueOr(String key, Form<T> form, T standard) {
    return has(key) ? optional(key, form) : Optional.of(standard);
  }

  @Override
  public Optional<Section> section(String key) {
    if (!has(key)) {
      report(key, "is missing", "add it, with its keys below it, indented");
    }
    return entry(key).flatMap(entry -> of(entry, KeyPath.join(path, key), problems));
  }

  @Override
  public Optional<Section> sectionOrEmpty(String key) {
    Entry entry = entry(key).orElseGet(() -> new Entry.Group(group.place(), Map.of()));
    return of(entry, KeyPath.join(path, key), problems);
  }

  @Override
  public <T> List<Optional<T>> each(String key, Function<Section, Optional<T>> read) {
    List<Optional<T>> all = new ArrayList<>();
    if (entry(key).orElse(group) instanceof Entry.Items items && !items.entries().isEmpty()) {
      for (Entry item : items.entries()) {
        String below = KeyPath.join(path, key) + "[" + all.size() + "]";
        all.add(of(item, below, problems).flatMap(read));
      }
    } else {
      report(key, has(key) ? "is not allowed" : "is missing", "must be a list of at least one");
    }
    return all;
  }

  @Override
  public <T> List<Optional<T>> values(String key, Form<T> form) {
    List<Optional<T>> all = new ArrayList<>();
    if (entry(key).orElse(group) instanceof Entry.Items items && !items.entries().isEmpty()) {
      for (Entry item : items.entries()) {
        all.add(value(item, key + "[" + all.size() + "]", form));
      }
    } else {
      report(key, has(key) ? "is not allowed" : "is missing", "must be a list of at least one");
    }
    return all;
  }

  @Override
  public <T> List<Optional<T>> oneOrMore(String key, Form<T> form) {
    return !has(key) || entry(key).orElseThrow() instanceof Entry.Scalar
        ? List.of(required(key, form))
        : values(key, form);
  }

  @Override
  public <T> Map<String, Optional<T>> named(String key, Form<T> form) {
    Optional<Entry> entry = entry(key);
    Map<String, Optional<T>> named = new LinkedHashMap<>();
    if (entry.isPresent() && entry.get() instanceof Entry.Group below) {
      below
          .entries()
          .forEach((name, value) -> named.put(name, value(value, key + "." + name, form)));
    } else if (entry.isPresent()) {
      report(key, "is not a group of keys", "write its keys below it, indented");
    }
    return named;
  }

  @Override
  public void report(String key, String trouble, String remedy) {
    List<String> steps = KeyPath.parse(key).orElseThrow().steps();
    String full = KeyPath.join(path, key);
    Entry nearest = group.nearest(steps);
    if (nearest == group) {
      problems.add(group.place(), full, "", trouble, remedy);
    } else {
      problems.report(nearest, full, trouble, remedy);
    }
  }

  /** A value that the text leaves out is shown as its default. */
  private void refuse(PlanRuleException e) {
    Entry nearest = group.nearest(KeyPath.parse(e.key()).orElseThrow().steps());
    if (nearest instanceof Entry.Group) {
      String full = KeyPath.join(path, e.key());
      problems.add(nearest.place(), full, e.value(), "is not allowed", e.rule());
    } else {
      report(e.key(), "is not allowed", e.rule());
    }
  }

  @Override
  public <T> Optional<T> build(Supplier<T> maker) {
    Optional<T> made = problems.count() == problemsBefore ? checked(maker) : Optional.empty();
    group.entries().forEach(this::reportIfUnknown);
    return made;
  }

  @Override
  public <T> Optional<T> checked(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (PlanRuleException e) {
      refuse(e);
      return Optional.empty();
    }
  }

  @Override
  public void check(Runnable rule) {
    try {
      rule.run();
    } catch (PlanRuleException e) {
      refuse(e);
    }
  }

  private Optional<Entry> entry(String key) {
    known.add(key);
    return group.child(key);
  }

  private <T> Optional<T> value(Entry entry, String key, Form<T> form) {
    if (!(entry instanceof Entry.Scalar scalar)
        || !form.syntax().matcher(scalar.text()).matches()) {
      problems.report(entry, KeyPath.join(path, key), "is not " + form.type(), form.rule());
      return Optional.empty();
    }
    Optional<T> value = form.value().apply(scalar.text());
    if (value.isEmpty()) {
      problems.report(entry, KeyPath.join(path, key), "is not allowed", form.rule());
    }
    return value;
  }

  private void reportIfUnknown(String key, Entry entry) {
    if (!known.contains(key)) {
      String remedy =
          new Vocabulary(known)
              .nearest(key)
              .map(word -> "did you mean " + word + "?")
              .orElseGet(() -> "the keys are " + String.join(", ", known));
      problems.add(entry.place(), KeyPath.join(path, key), "", "is not a key here", remedy);
    }
  }
}
