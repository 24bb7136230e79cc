package io.lamina.zoo.plan.yaml;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text of keys and values.
 *
 * @param origin what messages call it
 * @param yaml the text
 * @param option what messages call an override
 */
public record YamlText(String origin, String yaml, String option) {
  public YamlText {
    requireNonNull(origin, "origin is null");
    requireNonNull(yaml, "yaml is null");
    requireNonNull(option, "option is null");
  }

  /** One whose overrides are those of {@code --set}. */
  public YamlText(String origin, String yaml) {
    this(origin, yaml, "--set");
  }

  /**
   * What the text says.
   *
   * @param overrides changes of the form {@code key=value}, applied in this order; an empty value
   *     takes the key away
   * @param schema asks for the keys
   * @throws InvalidPlanException with every mistake of the text and of the overrides
   */
  public <T> T read(List<String> overrides, Function<Section, Optional<T>> schema) {
    Problems problems = new Problems();
    Entry root = overridden(new YamlTree(this, problems).root(), overrides, problems);
    Optional<T> read = WrittenSection.of(root, "", problems).flatMap(schema);
    problems.throwIfAny();
    return read.orElseThrow();
  }

  private Entry overridden(Entry root, List<String> overrides, Problems problems) {
    Entry changed = root;
    for (String text : overrides) {
      Optional<PlanOverride> override = PlanOverride.parse(option, text, problems);
      if (override.isPresent() && changed instanceof Entry.Group) {
        changed = override.get().applyTo(changed, problems);
      }
    }
    return changed;
  }
}
