package io.lamina.zoo.plan.yaml;

import io.lamina.zoo.plan.yaml.Entry.Group;
import io.lamina.zoo.plan.yaml.Entry.Items;
import io.lamina.zoo.plan.yaml.Entry.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of one key, as an option such as {@code --set key=value} asks for it.
 *
 * @param place names it in messages
 * @param key as the user wrote it
 * @param path the same, in steps
 * @param value the new value, which may be a list or a group; none takes the key away
 */
record PlanOverride(Place place, String key, KeyPath path, Optional<Entry> value) {

  /** Reads {@code key=value}, or reports why it is not one. */
  static Optional<PlanOverride> parse(String option, String text, Problems problems) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      Place place = new Place(option + " " + text, 0);
      problems.add(place, "", "", "is not key=value", "write it as layers[0].units=200");
      return Optional.empty();
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    Place place = new Place(option + " " + key, 0);
    Optional<KeyPath> path = KeyPath.parse(key);
    if (path.isEmpty()) {
      problems.add(place, "", "", "is not a key", "write it as layers[0].units");
    }
    Optional<Entry> entry =
        Optional.of(value).filter(v -> !v.isEmpty()).map(v -> entry(place, key, v, problems));
    return path.map(steps -> new PlanOverride(place, key, steps, entry));
  }

  /** Lists and groups in YAML; what is neither is taken as it is written. */
  private static Entry entry(Place place, String key, String value, Problems problems) {
    return value.startsWith("[") || value.startsWith("{")
        ? new YamlTree(value, place, key, problems).root()
        : new Scalar(place, value);
  }

  /** The plan with the change, or the plan as it was and a problem if the change has no place. */
  Entry applyTo(Entry plan, Problems problems) {
    Optional<Entry> changed = changed(plan, path.steps());
    if (changed.isEmpty()) {
      problems.add(place, key, "", trouble(plan.nearest(path.steps())), remedy());
    }
    return changed.orElse(plan);
  }

  private Optional<Entry> changed(Entry current, List<String> steps) {
    String step = steps.get(0);
    Optional<Entry> child = current.child(step);
    if (steps.size() > 1) {
      List<String> rest = steps.subList(1, steps.size());
      return changed(child.orElseGet(() -> emptyFor(rest.get(0))), rest)
          .flatMap(below -> current.with(step, below));
    }
    return value.isPresent()
        ? current.with(step, value.get())
        : child.map(gone -> current.without(step));
  }

  private Entry emptyFor(String step) {
    return KeyPath.isIndex(step) ? new Items(place, List.of()) : new Group(place, Map.of());
  }

  private String trouble(Entry nearest) {
    if (value.isEmpty()) {
      return "removes a key that this plan does not have";
    }
    return "does not exist in this plan, which has only "
        + (nearest.shown().isEmpty() ? "a key without a value" : nearest.shown())
        + " there";
  }

  private String remedy() {
    return value.isEmpty()
        ? "check the key, or leave this out"
        : "check the key (items count from 0, and a list grows by one at its end)";
  }
}
