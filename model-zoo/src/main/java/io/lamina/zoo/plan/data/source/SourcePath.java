package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a source reads: a file, a directory or a glob, or several of these together. Files that more
 * than one of them names are read once. Immutable.
 *
 * @param items at least one, different from one another, as the plan writes them
 */
public record SourcePath(List<String> items) {
  private static final String KEY = "path";

  public SourcePath {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("path is empty");
    }
    Set<String> taken = new HashSet<>();
    for (String item : items) {
      if (!taken.add(item)) {
        throw new PlanRuleException(
            KEY, items, "must be different paths, and " + item + " is there twice");
      }
    }
  }

  /** One path. */
  public static SourcePath of(String path) {
    return new SourcePath(List.of(path));
  }

  /** The key {@code path}, which must be there. */
  public static Optional<SourcePath> required(Section source) {
    List<Optional<String>> items = source.oneOrMore(KEY, Form.path());
    return !items.isEmpty() && items.stream().allMatch(Optional::isPresent)
        ? source.checked(() -> new SourcePath(items.stream().map(Optional::orElseThrow).toList()))
        : Optional.empty();
  }

  /** The key {@code path}, which may be left out. */
  public static Optional<SourcePath> optional(Section source) {
    return source.has(KEY) ? required(source) : Optional.empty();
  }

  /** Writes the key. */
  public void write(YamlLines yaml) {
    if (items.size() == 1) {
      yaml.put(KEY, items.get(0));
    } else {
      yaml.values(KEY, items);
    }
  }

  @Override
  public String toString() {
    return String.join(", ", items);
  }
}
