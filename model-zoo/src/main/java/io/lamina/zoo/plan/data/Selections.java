package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a source's section says of its examples, beside the keys of its format.
 *
 * @param section the keys
 * @param asked in the order in which they apply
 */
record Selections(Section section, List<Selection> asked) {
  /** Each reads its key; the first is applied first. */
  private static final List<Function<Section, Optional<Selection>>> ALL =
      List.of(Split::keys, Varied::keys, Part::keys, OnlyClasses::keys);

  /** Reads the keys. */
  static Selections of(Section section) {
    return new Selections(
        section, ALL.stream().flatMap(keys -> keys.apply(section).stream()).toList());
  }

  /** What they make of the source. */
  Optional<DataSource> of(DataSource source) {
    Optional<DataSource> chosen = Optional.of(source);
    for (Selection selection : asked) {
      chosen = chosen.flatMap(some -> selection.of(some, section));
    }
    return chosen;
  }
}
