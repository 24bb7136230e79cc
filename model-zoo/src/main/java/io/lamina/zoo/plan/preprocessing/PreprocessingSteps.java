package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** The steps of preprocessing that there are: a new one is a line here. */
public final class PreprocessingSteps {
  /** By their names in a plan. */
  public static final Kinds<Section, PreprocessingStep> ALL =
      new Kinds<>(
          "kind",
          List.of(
              MinMax.READER,
              Standardise.READER,
              ClipAndScale.READER,
              GlobalContrastNormalisation.READER,
              ZcaWhitening.READER));

  private PreprocessingSteps() {}

  /** The step that a section describes. */
  public static Optional<PreprocessingStep> read(Section step) {
    return ALL.of(step).flatMap(kind -> kind.read(step));
  }

  /** Writes all keys of a step. */
  public static void write(YamlLines yaml, PreprocessingStep step) {
    yaml.put(ALL.key(), step.kind());
    step.writeKeys(yaml);
  }
}
