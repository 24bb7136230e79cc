package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.images.LabelPlace.LabelTable;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Images, each a file or an entry of a zip or tar archive; PNG or JPEG.
 *
 * @param path what to read
 * @param form what becomes of an image
 * @param label where the labels are, where there are any
 * @param broken what happens with images that cannot be decoded
 */
public record Images(SourcePath path, PictureForm form, Optional<ImageLabel> label, Broken broken)
    implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("images", Images::read);

  public Images {
    requireNonNull(path, "path is null");
    requireNonNull(form, "form is null");
    requireNonNull(label, "label is null");
    requireNonNull(broken, "broken is null");
  }

  /** What happens with images that cannot be decoded. */
  public enum Broken {
    /** The first of them ends the run. */
    REFUSE,
    /** They are left out, and counted. */
    SKIP
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<SourcePath> path = SourcePath.required(source);
    Optional<PictureForm> form = PictureForm.read(source);
    Optional<ImageLabel> label = ImageLabel.read(keys);
    Optional<Broken> broken = source.valueOr("broken", Form.word(Broken.class), Broken.REFUSE);
    return source.build(
        () -> new Images(path.orElseThrow(), form.orElseThrow(), label, broken.orElseThrow()));
  }

  @Override
  public List<String> paths() {
    return path.items();
  }

  @Override
  public List<String> pathsBeside() {
    return label
        .map(ImageLabel::place)
        .filter(LabelTable.class::isInstance)
        .map(place -> ((LabelTable) place).path())
        .stream()
        .toList();
  }

  @Override
  public Optional<ImageShape> picture() {
    return form.shape();
  }

  @Override
  public boolean hasLabels() {
    return label.isPresent();
  }

  @Override
  public List<String> classNames() {
    return label.map(known -> known.names().names()).orElse(List.of());
  }

  @Override
  public Optional<ValueRange> range() {
    return Optional.of(ValueRange.BYTES);
  }

  @Override
  public void requireClasses(String part, int classes) {
    label.ifPresent(known -> known.names().requireClasses(part, classes));
  }

  @Override
  public void requireImage(ImageShape image) {
    form.shape()
        .filter(own -> !own.equals(image))
        .ifPresent(
            own -> {
              throw new PlanRuleException(
                  "image", image, "must be " + own + " as the images are read, or left out");
            });
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    path.write(yaml);
    form.write(yaml);
    label.ifPresent(known -> known.write(yaml));
    yaml.put("broken", broken);
  }
}
