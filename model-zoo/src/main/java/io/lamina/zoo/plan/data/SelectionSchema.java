package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.DataSource.GeneratedDigits;
import io.lamina.zoo.plan.data.DataSource.Idx;
import io.lamina.zoo.plan.data.DataSource.OnlyClasses;
import io.lamina.zoo.plan.data.DataSource.Part;
import io.lamina.zoo.plan.data.DataSource.Variation;
import io.lamina.zoo.plan.data.DataSource.Varied;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys that sources of several formats have: what happens to examples, and which are used. */
final class SelectionSchema {
  /** What the keys make of the source; they are read before those of its format. */
  Function<DataSource, Optional<DataSource>> selection(Section source) {
    Optional<VariationKeys> variation =
        source.has("variation")
            ? source.section("variation").flatMap(SelectionSchema::variation)
            : Optional.empty();
    Optional<PartKeys> part =
        source.has("part")
            ? source.section("part").flatMap(SelectionSchema::part)
            : Optional.empty();
    List<Optional<Integer>> classes =
        source.has("onlyClasses")
            ? source.values("onlyClasses", Form.wholeNumber(OnlyClasses.CLASS))
            : List.of();
    return read -> {
      if (variation.isPresent() && !(read instanceof Idx || read instanceof GeneratedDigits)) {
        source.report("variation", "is not allowed", "must be of idx or generated-digits");
        return Optional.empty();
      }
      DataSource whole = variation.<DataSource>map(keys -> keys.of(read)).orElse(read);
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

  private static Optional<VariationKeys> variation(Section variation) {
    Optional<Variation> kind = variation.required("kind", Form.word(Variation.class));
    Optional<Long> seed = variation.required("seed", Form.seed());
    return variation.build(() -> new VariationKeys(kind.orElseThrow(), seed.orElseThrow()));
  }

  /** A variation of what is not known yet. */
  private record VariationKeys(Variation kind, long seed) {
    Varied of(DataSource pictures) {
      return new Varied(pictures, kind, seed);
    }
  }

  /** A part of what is not known yet. */
  private record PartKeys(double from, double to, long seed) {
    Part of(DataSource whole) {
      return new Part(whole, from, to, seed);
    }
  }
}
