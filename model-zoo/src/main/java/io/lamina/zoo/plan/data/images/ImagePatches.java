package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Patches of images: squares or rectangles cut out of larger pictures at random places. The files
 * hold grey images of one shape, row by row, as 32-bit floats without a header; a file may hold
 * several.
 *
 * @param path what to read
 * @param image the shape of every image
 * @param byteOrder of the floats
 * @param patch the shape of a patch, not larger than an image
 * @param count how many patches
 * @param seed different seeds cut at different places
 */
public record ImagePatches(
    SourcePath path, ImageShape image, FloatOrder byteOrder, ImageShape patch, int count, long seed)
    implements DataSource {
  public static final Range EXAMPLES = Range.closed(1, 100_000_000);

  public static final Kind<SourceKeys, DataSource> FORMAT =
      new Kind<>("image-patches", ImagePatches::read);

  public ImagePatches {
    requireNonNull(path, "path is null");
    requireNonNull(image, "image is null");
    requireNonNull(byteOrder, "byteOrder is null");
    requireNonNull(patch, "patch is null");
    EXAMPLES.require("examples", count);
    if (patch.height() > image.height() || patch.width() > image.width()) {
      throw new PlanRuleException("patch", patch, "must fit into an image, " + image);
    }
  }

  /** Which byte of a float comes first. */
  public enum FloatOrder {
    /** The most significant. */
    BIG_ENDIAN,
    /** The least significant. */
    LITTLE_ENDIAN
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    if (keys.labeled()) {
      source.report("format", "is not allowed", "must be a format with labels");
    }
    Optional<SourcePath> path = SourcePath.required(source);
    Optional<ImageShape> image = source.required("image", ImageShape.sizes());
    Optional<FloatOrder> byteOrder = source.required("byteOrder", Form.word(FloatOrder.class));
    Optional<ImageShape> patch = source.required("patch", ImageShape.sizes());
    Optional<Integer> examples = source.required("examples", Form.wholeNumber(EXAMPLES));
    Optional<Long> seed = source.required("seed", Form.seed());
    return source.build(
        () ->
            new ImagePatches(
                path.orElseThrow(),
                image.orElseThrow(),
                byteOrder.orElseThrow(),
                patch.orElseThrow(),
                examples.orElseThrow(),
                seed.orElseThrow()));
  }

  @Override
  public List<String> paths() {
    return path.items();
  }

  @Override
  public Optional<ImageShape> picture() {
    return Optional.of(patch);
  }

  @Override
  public boolean hasLabels() {
    return false;
  }

  @Override
  public Optional<ValueRange> range() {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> examples() {
    return Optional.of(count);
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    path.write(yaml);
    yaml.put("image", image);
    yaml.put("byteOrder", byteOrder);
    yaml.put("patch", patch);
    yaml.put("examples", count);
    yaml.put("seed", seed);
  }
}
