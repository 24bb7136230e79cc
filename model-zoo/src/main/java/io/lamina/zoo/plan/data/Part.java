package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Some of a source's examples: a share of them in the order of a shuffle. Parts of one source and
 * seed that do not overlap have no example in common.
 *
 * @param whole the source
 * @param from where the part begins, of 0 to 1
 * @param to where it ends, above {@code from}
 * @param seed of the shuffle
 */
public record Part(DataSource whole, double from, double to, long seed) implements DataSource {
  public static final Range SHARE = Range.closed(0, 1);

  private static final String KEY = "part";

  public Part {
    requireNonNull(whole, "whole is null");
    requireShares(from, to);
  }

  private static void requireShares(double from, double to) {
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
  public List<String> paths() {
    return whole.paths();
  }

  @Override
  public Optional<ImageShape> picture() {
    return whole.picture();
  }

  @Override
  public boolean hasLabels() {
    return whole.hasLabels();
  }

  @Override
  public Optional<ValueRange> range() {
    return whole.range();
  }

  @Override
  public DataSource origin() {
    return whole.origin();
  }

  @Override
  public void requireClasses(String part, int classes) {
    whole.requireClasses(part, classes);
  }

  @Override
  public void requireLabels(int classes) {
    whole.requireLabels(classes);
  }

  @Override
  public void requireImage(ImageShape image) {
    whole.requireImage(image);
  }

  @Override
  public List<String> classNames() {
    return whole.classNames();
  }

  @Override
  public void write(YamlLines yaml) {
    whole.write(yaml);
    yaml.group(
        KEY,
        () -> {
          yaml.put("from", from);
          yaml.put("to", to);
          yaml.put("seed", seed);
        });
  }
}
