package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * The label of images.
 *
 * @param place where it is
 * @param names which class each of its texts is
 */
public record ImageLabel(LabelPlace place, LabelNames names) {
  private static final String KEY = "label";

  public ImageLabel {
    requireNonNull(place, "place is null");
    requireNonNull(names, "names is null");
  }

  /** The keys {@code label}, {@code labels} and {@code otherLabels}. */
  static Optional<ImageLabel> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<LabelNames> names = LabelNames.read(source);
    if (!source.has(KEY) && (keys.labeled() || LabelNames.areIn(source))) {
      source.report(KEY, "is missing", "say where the labels are, such as label: {kind: folder}");
    }
    return source
        .group(KEY, LabelPlace::read)
        .flatMap(place -> names.map(known -> new ImageLabel(place, known)));
  }

  void write(YamlLines yaml) {
    yaml.group(KEY, () -> place.write(yaml));
    names.write(yaml);
  }
}
