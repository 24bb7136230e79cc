package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.plan.preprocessing.PreprocessingSteps;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** The keys of a plan's data. */
public final class DataSchema {
  private final boolean classifies;

  /**
   * @param classifies whether the plan's fine-tuning learns from labels
   */
  public DataSchema(boolean classifies) {
    this.classifies = classifies;
  }

  public Optional<DataPlan> data(Section data) {
    Optional<Integer> classes = classes(data);
    SourceFormats labels = new SourceFormats(true);
    SourceFormats tested = new SourceFormats(data.has("classes") || classifies);
    Optional<DataSource> unlabeled =
        data.section("unlabeled").flatMap(new SourceFormats(false)::source);
    Optional<DataSource> labeled =
        classifies ? data.section("labeled").flatMap(labels::source) : nothing(data);
    Optional<Integer> labeledExamples =
        data.optional("labeledExamples", Form.wholeNumber(DataPlan.LABELED_EXAMPLES));
    Optional<Draw> draw = data.valueOr("draw", Form.word(Draw.class), Draw.BALANCED);
    Optional<DataSource> test = data.section("test").flatMap(tested::source);
    Optional<ValidationData> validation =
        data.group("validation", section -> ValidationData.read(section, tested));
    Optional<ImageShape> image = data.optional("image", ImageShape.form());
    List<Optional<PreprocessingStep>> steps =
        data.has("preprocessing")
            ? data.each("preprocessing", PreprocessingSteps::read)
            : List.of();
    return data.build(
        () ->
            new DataPlan(
                unlabeled.orElseThrow(),
                labeled,
                labeledExamples,
                draw.orElseThrow(),
                test.orElseThrow(),
                validation,
                classes,
                image,
                steps.stream().map(Optional::orElseThrow).toList()));
  }

  private Optional<Integer> classes(Section data) {
    Form<Integer> form = Form.wholeNumber(DataPlan.CLASSES);
    return classifies ? data.required("classes", form) : data.optional("classes", form);
  }

  /** Labels that nothing would learn from are a mistake. */
  private static Optional<DataSource> nothing(Section data) {
    if (data.has("labeled")) {
      data.report(
          "labeled", "is read by nothing", "remove it, or fine-tune with objective: classify");
    }
    return Optional.empty();
  }

  /** Writes the keys. */
  public static void write(YamlLines yaml, DataPlan data) {
    yaml.group("unlabeled", () -> data.unlabeled().write(yaml));
    data.labeled().ifPresent(labeled -> yaml.group("labeled", () -> labeled.write(yaml)));
    data.labeledExamples().ifPresent(count -> yaml.put("labeledExamples", count));
    data.labeled().ifPresent(labeled -> yaml.put("draw", data.draw()));
    yaml.group("test", () -> data.test().write(yaml));
    data.validation().ifPresent(own -> yaml.group("validation", () -> own.write(yaml)));
    data.classes().ifPresent(classes -> yaml.put("classes", classes));
    data.image().ifPresent(image -> yaml.put("image", image));
    if (!data.preprocessing().isEmpty()) {
      yaml.group(
          "preprocessing",
          () ->
              data.preprocessing()
                  .forEach(step -> yaml.item(() -> PreprocessingSteps.write(yaml, step))));
    }
  }
}
