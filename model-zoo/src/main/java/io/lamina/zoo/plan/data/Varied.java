package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Pictures of a source, each changed by chance: Larochelle et al.'s variations (ICML 2007).
 *
 * @param source of the pictures; it gives bytes
 * @param kind what happens to each
 * @param seed different seeds, other changes
 */
public record Varied(DataSource source, Variation kind, long seed) implements DerivedSource {
  private static final String KEY = "variation";

  public Varied {
    requireNonNull(source, "source is null");
    requireNonNull(kind, "kind is null");
  }

  /** What happens to a picture. */
  public enum Variation {
    /** It is turned about its middle by an angle that is uniform over the circle. */
    ROTATED,
    /** Behind it is noise, uniform over 0 to 255; each pixel is the lighter of the two. */
    RANDOM_BACKGROUND
  }

  static Optional<Selection> keys(Section source) {
    return source.group(KEY, Varied::variation);
  }

  private static Optional<Selection> variation(Section keys) {
    Optional<Variation> kind = keys.required("kind", Form.word(Variation.class));
    Optional<Long> seed = keys.required("seed", Form.seed());
    return keys.build(() -> selection(kind.orElseThrow(), seed.orElseThrow()));
  }

  private static Selection selection(Variation kind, long seed) {
    return (source, section) -> {
      if (!source.canVary()) {
        section.report(KEY, "is not allowed", "must be of idx or generated-digits");
        return Optional.empty();
      }
      return Optional.of(new Varied(source, kind, seed));
    };
  }

  @Override
  public void write(YamlLines yaml) {
    source.write(yaml);
    yaml.group(
        KEY,
        () -> {
          yaml.put("kind", kind);
          yaml.put("seed", seed);
        });
  }
}
