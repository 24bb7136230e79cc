package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * One side of a source: the examples whose keyed hash lies in a range. The hash is of an example's
 * own values, so that an example stays on its side whatever else the source holds, in whatever
 * order. Equal examples are on one side.
 *
 * @param source that the examples are from
 * @param salt the key of the hash, not blank: with another one, sides are drawn anew
 * @param from where the range begins, of 0 to 1
 * @param to where it ends, above {@code from}; an example whose hash is {@code to} is outside
 */
public record Split(DataSource source, String salt, double from, double to)
    implements DerivedSource {
  private static final String KEY = "split";

  public Split {
    requireNonNull(source, "source is null");
    if (salt.isBlank()) {
      throw new IllegalArgumentException("salt is blank");
    }
    Part.requireShares(from, to);
  }

  static Optional<Selection> keys(Section source) {
    return source.group(KEY, Split::split);
  }

  private static Optional<Selection> split(Section keys) {
    Optional<String> salt = keys.required("salt", Form.text());
    Optional<Double> from = keys.valueOr("from", Form.number(Part.SHARE), 0.0);
    Optional<Double> to = keys.valueOr("to", Form.number(Part.SHARE), 1.0);
    return keys.build(() -> selection(salt.orElseThrow(), from.orElseThrow(), to.orElseThrow()));
  }

  private static Selection selection(String salt, double from, double to) {
    Part.requireShares(from, to);
    return (source, section) -> Optional.of(new Split(source, salt, from, to));
  }

  /** The split of a source, if it has one. */
  static Optional<Split> of(DataSource source) {
    if (source instanceof Split split) {
      return Optional.of(split);
    }
    return source instanceof DerivedSource derived ? of(derived.source()) : Optional.empty();
  }

  /** Whether the hashes of the two, if they are of one salt, lie in ranges that overlap. */
  boolean overlaps(Split other) {
    return from < other.to && other.from < to;
  }

  @Override
  public void write(YamlLines yaml) {
    source.write(yaml);
    yaml.group(
        KEY,
        () -> {
          yaml.put("salt", salt);
          yaml.put("from", from);
          yaml.put("to", to);
        });
  }
}
