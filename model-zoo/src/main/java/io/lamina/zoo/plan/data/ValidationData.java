package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * The examples by which stages are measured while they train, and from which nothing learns: a part
 * of what each stage would learn from, or a source of their own. One of the two is there.
 *
 * @param part the share that is held out: of the labeled examples the same share of every class, of
 *     the unlabeled ones that of a shuffle
 * @param source with labels, where the plan's fine-tuning learns from labels
 */
public record ValidationData(Optional<Double> part, Optional<DataSource> source) {
  public static final Range PART = Range.above(0, 0.9);

  public ValidationData {
    requireNonNull(part, "part is null");
    requireNonNull(source, "source is null");
    part.ifPresent(share -> PART.require("part", share));
    if (part.isPresent() == source.isPresent()) {
      throw new IllegalArgumentException("validation is either a part or a source");
    }
  }

  /** A share of what is learnt from. */
  public static ValidationData part(double share) {
    return new ValidationData(Optional.of(share), Optional.empty());
  }

  /** Examples of their own. */
  public static ValidationData of(DataSource source) {
    return new ValidationData(Optional.empty(), Optional.of(source));
  }

  /**
   * What is left to learn from.
   *
   * @param whole all there is
   * @param seed of the shuffle
   */
  public DataSource learned(DataSource whole, long seed) {
    return part.<DataSource>map(share -> new Part(whole, 0, 1 - share, seed)).orElse(whole);
  }

  /**
   * What is held out; empty if the source is another.
   *
   * @param whole all there is
   * @param seed of the shuffle
   */
  public Optional<DataSource> heldOut(DataSource whole, long seed) {
    return part.map(share -> new Part(whole, 1 - share, 1, seed));
  }

  /** A source has a format, and may have a part, which is a group of keys. */
  static Optional<ValidationData> read(Section section, SourceFormats formats) {
    if (section.has("format")) {
      return formats.source(section).map(ValidationData::of);
    }
    Optional<Double> part = section.required("part", Form.number(PART));
    return section.build(() -> part(part.orElseThrow()));
  }

  void write(YamlLines yaml) {
    part.ifPresent(share -> yaml.put("part", share));
    source.ifPresent(own -> own.write(yaml));
  }
}
