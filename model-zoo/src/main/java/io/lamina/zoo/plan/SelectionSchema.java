package io.lamina.zoo.plan;

import io.lamina.zoo.plan.DataSource.OnlyClasses;
import io.lamina.zoo.plan.DataSource.Part;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys that a source of any format may have: which of its examples are used. */
final class SelectionSchema {
  /** What the keys make of the source; they are read before those of its format. */
  Function<DataSource, Optional<DataSource>> selection(Section source) {
    Optional<PartKeys> part =
        source.has("part")
            ? source.section("part").flatMap(SelectionSchema::part)
            : Optional.empty();
    List<Optional<Integer>> classes =
        source.has("onlyClasses")
            ? source.values("onlyClasses", Form.wholeNumber(OnlyClasses.CLASS))
            : List.of();
    return whole -> {
      DataSource some = part.<DataSource>map(keys -> keys.of(whole)).orElse(whole);
      if (classes.isEmpty()) {
        return Optional.of(some);
      }
      if (!whole.hasLabels()) {
        source.report("onlyClasses", "is not allowed", "needs labels: say where they are");
        return Optional.empty();
      }
      return Optional.of(
          new OnlyClasses(some, classes.stream().map(Optional::orElseThrow).toList()));
    };
  }

  private static Optional<PartKeys> part(Section part) {
    Optional<Double> from = part.valueOr("from", Form.number(Part.SHARE), 0.0);
    Optional<Double> to = part.valueOr("to", Form.number(Part.SHARE), 1.0);
    Optional<Long> seed = part.valueOr("seed", Form.seed(), 1L);
    return part.build(
        () -> {
          Part.requireShares(from.orElseThrow(), to.orElseThrow());
          return new PartKeys(from.orElseThrow(), to.orElseThrow(), seed.orElseThrow());
        });
  }

  /** A part of what is not known yet. */
  private record PartKeys(double from, double to, long seed) {
    Part of(DataSource whole) {
      return new Part(whole, from, to, seed);
    }
  }
}
