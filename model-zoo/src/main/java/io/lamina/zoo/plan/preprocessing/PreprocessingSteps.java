package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** The steps of preprocessing that plans list: a new one is a line here. */
public final class PreprocessingSteps {
  private static final List<StepKind> KINDS =
      List.of(
          MinMax.KIND,
          Standardise.KIND,
          Logarithm.KIND,
          TermFrequency.KIND,
          ClipAndScale.KIND,
          GlobalContrastNormalisation.KIND,
          ZcaWhitening.KIND,
          PatchWhitening.KIND,
          LocalContrast.KIND);

  /** By their names in a plan. */
  public static final Kinds<Section, PreprocessingStep> ALL =
      new Kinds<>("kind", KINDS.stream().map(StepKind::plan).toList());

  private PreprocessingSteps() {}

  /** The step that a section of a plan describes. */
  public static Optional<PreprocessingStep> read(Section step) {
    return ALL.of(step).flatMap(kind -> kind.read(step));
  }

  /** Writes all keys of a step. */
  public static void write(YamlLines yaml, PreprocessingStep step) {
    yaml.put(ALL.key(), step.kind());
    step.writeKeys(yaml);
  }

  /**
   * The step that {@link #write(ObjectNode, Transformation)} wrote.
   *
   * @throws IllegalArgumentException if it is of no kind that there is, or has no such statistics
   */
  public static Transformation read(JsonNode step) {
    String name = step.required(ALL.key()).asText();
    if (name.equals(Filling.KIND)) {
      return Filling.read(step);
    }
    return KINDS.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no kind " + name))
        .statistics()
        .apply(step);
  }

  /** Writes the kind and the statistics of a step. */
  public static void write(ObjectNode json, Transformation step) {
    json.put(ALL.key(), step.kind());
    step.writeStatistics(json);
  }
}
