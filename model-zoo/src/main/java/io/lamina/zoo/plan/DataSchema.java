package io.lamina.zoo.plan;

import java.util.List;
import java.util.Optional;

/** The keys of a plan's data. */
final class DataSchema {
  Optional<DataPlan> data(Section data) {
    SourceSchema labeledSource = new SourceSchema(true);
    Optional<DataSource> unlabeled =
        data.section("unlabeled").flatMap(new SourceSchema(false)::source);
    Optional<DataSource> labeled = data.section("labeled").flatMap(labeledSource::source);
    Optional<Integer> labeledExamples =
        data.optional("labeledExamples", Form.wholeNumber(DataPlan.LABELED_EXAMPLES));
    Optional<DataSource> test = data.section("test").flatMap(labeledSource::source);
    Optional<Integer> classes = data.required("classes", Form.wholeNumber(DataPlan.CLASSES));
    Optional<ImageShape> image = data.optional("image", Form.image());
    List<Optional<PreprocessingStep>> steps =
        data.has("preprocessing")
            ? data.each("preprocessing", new PreprocessingSchema()::step)
            : List.of();
    return data.build(
        () ->
            new DataPlan(
                unlabeled.orElseThrow(),
                labeled.orElseThrow(),
                labeledExamples,
                test.orElseThrow(),
                classes.orElseThrow(),
                image,
                steps.stream().map(Optional::orElseThrow).toList()));
  }
}
