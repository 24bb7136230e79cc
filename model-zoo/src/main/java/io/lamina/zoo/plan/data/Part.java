package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Some of a source's examples: a share of them in the order of a shuffle. Parts of one source and
 * seed that do not overlap have no example in common.
 *
 * @param source that the examples are from
 * @param from where the part begins, of 0 to 1
 * @param to where it ends, above {@code from}
 * @param seed of the shuffle
 */
public record Part(DataSource source, double from, double to, long seed) implements DerivedSource {
  public static final Range SHARE = Range.closed(0, 1);

  private static final String KEY = "part";

  public Part {
    requireNonNull(source, "source is null");
    requireShares(from, to);
  }

  static void requireShares(double from, double to) {
    SHARE.require("from", from);
    SHARE.require("to", to);
    if (from >= to) {
      throw new PlanRuleException("to", to, "must be above from, " + from);
    }
  }

  static Optional<Selection> keys(Section source) {
    return source.group(KEY, Part::part);
  }

  private static Optional<Selection> part(Section keys) {
    Optional<Double> from = keys.valueOr("from", Form.number(SHARE), 0.0);
    Optional<Double> to = keys.valueOr("to", Form.number(SHARE), 1.0);
    Optional<Long> seed = keys.valueOr("seed", Form.seed(), 1L);
    return keys.build(() -> selection(from.orElseThrow(), to.orElseThrow(), seed.orElseThrow()));
  }

  private static Selection selection(double from, double to, long seed) {
    requireShares(from, to);
    return (source, section) -> Optional.of(new Part(source, from, to, seed));
  }

  @Override
  public void write(YamlLines yaml) {
    source.write(yaml);
    yaml.group(
        KEY,
        () -> {
          yaml.put("from", from);
          yaml.put("to", to);
          yaml.put("seed", seed);
        });
  }
}
