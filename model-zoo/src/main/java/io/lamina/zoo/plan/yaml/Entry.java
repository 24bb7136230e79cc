package io.lamina.zoo.plan.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a plan's text, before anything is known of its meaning. */
sealed interface Entry {
  /** Where it is written. */
  Place place();

  /** How a message names it. */
  String shown();

  /** What is found one step below, if there is such a step. */
  default Optional<Entry> child(String step) {
    return Optional.empty();
  }

  /** The same with another child, or nothing if there is no place for one. */
  default Optional<Entry> with(String step, Entry child) {
    return Optional.empty();
  }

  /** The same without a child that is there. */
  default Entry without(String step) {
    throw new IllegalArgumentException("no child " + step);
  }

  /** What is found below, as many of the steps down as there are entries. */
  default Entry nearest(List<String> steps) {
    if (steps.isEmpty()) {
      return this;
    }
    return child(steps.get(0))
        .map(child -> child.nearest(steps.subList(1, steps.size())))
        .orElse(this);
  }

  /** Text or a number. Whether it stood in quotes makes no difference. */
  record Scalar(Place place, String text) implements Entry {
    @Override
    public String shown() {
      return text;
    }
  }

  /** What is no value; its reader reports it. */
  record Broken(Place place, String trouble, String remedy) implements Entry {
    @Override
    public String shown() {
      return "";
    }
  }

  /** Keys with values, in the order of the text. */
  record Group(Place place, Map<String, Entry> entries) implements Entry {
    public Group {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shown() {
      return "a group of keys";
    }

    @Override
    public Optional<Entry> child(String step) {
      return Optional.ofNullable(entries.get(step));
    }

    @Override
    public Optional<Entry> with(String step, Entry child) {
      if (KeyPath.isIndex(step)) {
        return Optional.empty();
      }
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.put(step, child);
      return Optional.of(new Group(place, changed));
    }

    @Override
    public Entry without(String step) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.remove(step);
      return new Group(place, changed);
    }
  }

  /** A list. */
  record Items(Place place, List<Entry> entries) implements Entry {
    public Items {
      entries = List.copyOf(entries);
    }

    @Override
    public String shown() {
      return "a list of " + entries.size();
    }

    @Override
    public Optional<Entry> child(String step) {
      return KeyPath.isIndex(step) && Integer.parseInt(step) < entries.size()
          ? Optional.of(entries.get(Integer.parseInt(step)))
          : Optional.empty();
    }

    @Override
    public Optional<Entry> with(String step, Entry child) {
      if (!KeyPath.isIndex(step) || Integer.parseInt(step) > entries.size()) {
        return Optional.empty();
      }
      List<Entry> changed = new ArrayList<>(entries);
      if (Integer.parseInt(step) == entries.size()) {
        changed.add(child);
      } else {
        changed.set(Integer.parseInt(step), child);
      }
      return Optional.of(new Items(place, changed));
    }

    @Override
    public Entry without(String step) {
      List<Entry> changed = new ArrayList<>(entries);
      changed.remove(Integer.parseInt(step));
      return new Items(place, changed);
    }
  }
}
