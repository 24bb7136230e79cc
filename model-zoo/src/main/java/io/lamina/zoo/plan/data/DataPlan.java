package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.preprocessing.InputRange;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of a run.
 *
 * @param unlabeled what the layers learn from; labels, if it has any, are not read
 * @param labeled what a fine-tuning that classifies learns from; empty if there is none
 * @param labeledExamples how many of the labeled examples to use, drawn by the plan's seed; all of
 *     them if empty
 * @param draw how they are drawn, for a label curve too
 * @param test what the network is judged by
 * @param validation what stages are measured by while they train; empty if they are not
 * @param classes the number of classes; labels are 0 to classes - 1. Empty if no labels are read.
 * @param image how an example is laid out as a picture, if it is one and the source does not say
 * @param preprocessing what happens to every example, of all three parts, in this order
 */
public record DataPlan(
    DataSource unlabeled,
    Optional<DataSource> labeled,
    Optional<Integer> labeledExamples,
    Draw draw,
    DataSource test,
    Optional<ValidationData> validation,
    Optional<Integer> classes,
    Optional<ImageShape> image,
    List<PreprocessingStep> preprocessing) {
  public static final Range CLASSES = Range.closed(2, 100_000);
  public static final Range LABELED_EXAMPLES = Range.closed(1, Integer.MAX_VALUE);

  public DataPlan {
    requireNonNull(unlabeled, "unlabeled is null");
    requireNonNull(labeled, "labeled is null");
    requireNonNull(labeledExamples, "labeledExamples is null");
    labeledExamples.ifPresent(count -> LABELED_EXAMPLES.require("labeledExamples", count));
    requireNonNull(draw, "draw is null");
    requireNonNull(test, "test is null");
    requireNonNull(validation, "validation is null");
    classes.ifPresent(count -> CLASSES.require("classes", count));
    requireNonNull(image, "image is null");
    preprocessing = List.copyOf(preprocessing);
    requireLabels(labeled, labeledExamples, draw, test, classes);
    Optional<DataSource> measured = validation.flatMap(ValidationData::source);
    image.ifPresent(
        shape ->
            sources(unlabeled, labeled, test, measured).forEach(each -> each.requireImage(shape)));
    labeled.ifPresent(source -> requireMissingAlike("labeled", source, unlabeled));
    requireMissingAlike("test", test, unlabeled);
    measured.ifPresent(own -> requireMissingAlike("validation", own, unlabeled));
    labeled.ifPresent(
        learned -> {
          requireSameNames("test", learned.classNames(), test.classNames());
          measured.ifPresent(
              own -> requireMeasurable(own, learned.classNames(), classes.orElseThrow()));
        });
    if (classes.isPresent()) {
      int count = classes.get();
      unlabeled.requireClasses("unlabeled", count);
      labeled.ifPresent(source -> source.requireClasses("labeled", count));
      test.requireClasses("test", count);
    }
  }

  /** With draws of the same number of each class, where there are any, and without validation. */
  public DataPlan(
      DataSource unlabeled,
      Optional<DataSource> labeled,
      Optional<Integer> labeledExamples,
      DataSource test,
      Optional<Integer> classes,
      Optional<ImageShape> image,
      List<PreprocessingStep> preprocessing) {
    this(
        unlabeled,
        labeled,
        labeledExamples,
        Draw.BALANCED,
        test,
        Optional.empty(),
        classes,
        image,
        preprocessing);
  }

  private static void requireLabels(
      Optional<DataSource> labeled,
      Optional<Integer> labeledExamples,
      Draw draw,
      DataSource test,
      Optional<Integer> classes) {
    if (labeled.isEmpty() && labeledExamples.isPresent()) {
      throw new PlanRuleException(
          "labeledExamples", labeledExamples.get(), "needs labeled data to draw from");
    }
    if (classes.isEmpty()) {
      if (labeled.isPresent()) {
        throw new IllegalArgumentException("labeled data without classes");
      }
      return;
    }
    if (!test.hasLabels() || !labeled.map(DataSource::hasLabels).orElse(true)) {
      throw new IllegalArgumentException("labeled and test data must have labels");
    }
    int count = classes.get();
    labeledExamples.ifPresent(
        drawn -> requireDrawable("labeledExamples", drawn, draw, count, labeled.orElseThrow()));
    labeled.ifPresent(source -> source.requireLabels(count));
    test.requireLabels(count);
  }

  /** Values that are missing in one source are filled by what another one has learnt. */
  private static void requireMissingAlike(String part, DataSource own, DataSource unlabeled) {
    own.missing()
        .ifPresent(
            rule ->
                rule.difference(unlabeled.missing())
                    .ifPresent(
                        difference -> {
                          throw new PlanRuleException(
                              part + "." + MissingValues.GROUP, rule.words(), difference);
                        }));
  }

  private static void requireSameNames(String part, List<String> labeled, List<String> own) {
    if (!labeled.isEmpty() && !own.isEmpty() && !labeled.equals(own)) {
      throw new PlanRuleException(
          part + ".labels", own, "must be those of labeled, " + labeled + ", in their order");
    }
  }

  /** The stage that learns from labels is measured by labels. */
  private static void requireMeasurable(DataSource own, List<String> names, int classes) {
    if (!own.hasLabels()) {
      throw new IllegalArgumentException("validation data must have labels");
    }
    own.requireLabels(classes);
    own.requireClasses("validation", classes);
    requireSameNames("validation", names, own.classNames());
  }

  /** What the classes are called, in their order; none where the data only number them. */
  public List<String> classNames() {
    List<String> tested = test.classNames();
    return tested.isEmpty() ? labeled.map(DataSource::classNames).orElse(List.of()) : tested;
  }

  /** The paths of all files that are read, as the plan writes them, each once. */
  public List<String> paths() {
    return sources(unlabeled, labeled, test, validation.flatMap(ValidationData::source))
        .flatMap(source -> Stream.of(source.paths(), source.pathsBeside()))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** The shape of an example, where it is known before the data are read. */
  public Optional<Shape> knownShape() {
    return image.or(unlabeled::picture).map(ImageShape::shape);
  }

  private static Stream<DataSource> sources(
      DataSource unlabeled,
      Optional<DataSource> labeled,
      DataSource test,
      Optional<DataSource> validation) {
    return Stream.of(Optional.of(unlabeled), labeled, Optional.of(test), validation)
        .flatMap(Optional::stream);
  }

  /** Where the values lie that the first layer reads. */
  public InputRange inputRange() {
    if (!preprocessing.isEmpty()) {
      return preprocessing.get(preprocessing.size() - 1).makes();
    }
    return sources(unlabeled, labeled, test, validation.flatMap(ValidationData::source))
            .allMatch(source -> source.values() == InputRange.UNIT)
        ? InputRange.UNIT
        : InputRange.REAL;
  }

  /**
   * Refuses a number of labeled examples that cannot be drawn.
   *
   * @param key of the number in the plan
   */
  public void requireDrawable(String key, int count) {
    requireDrawable(key, count, draw, classes.orElseThrow(), labeled.orElseThrow());
  }

  private static void requireDrawable(
      String key, int count, Draw draw, int classes, DataSource labeled) {
    if (draw == Draw.BALANCED && count % classes != 0) {
      throw new PlanRuleException(
          key,
          count,
          "must be a multiple of classes, " + classes + ", to be the same number of each");
    }
    if (count < classes) {
      throw new PlanRuleException(
          key, count, "must be at least classes, " + classes + ", to be one of each");
    }
    labeled.examples().ifPresent(all -> requireEnough(key, count, all));
  }

  private static void requireEnough(String key, int count, int all) {
    if (count > all) {
      throw new PlanRuleException(key, count, "must be at most labeled.examples, " + all);
    }
  }
}
