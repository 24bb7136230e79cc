package io.lamina.jobs.training;

import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.BaselineErrors;
import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.LabelCurvePlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Trains the last stage by few labels and by more, from several draws of each. */
final class LabelCurveStudy {
  private final TrainingPlan plan;
  private final LastStage last;
  private final ShardedDataset unlabeled;
  private final TestSet test;
  private final Set<Comparison> comparisons;
  private final Baselines baselines;

  /** Draws labeled examples. */
  @FunctionalInterface
  interface Draws {
    DividedData draw(int examples, int number);
  }

  /**
   * @param comparisons that are made for each draw
   * @param baselines that they are made with
   */
  LabelCurveStudy(
      TrainingPlan plan,
      LastStage last,
      ShardedDataset unlabeled,
      TestSet test,
      Set<Comparison> comparisons,
      Baselines baselines) {
    this.plan = plan;
    this.last = last;
    this.unlabeled = unlabeled;
    this.test = test;
    this.comparisons = comparisons;
    this.baselines = baselines;
  }

  /**
   * The study.
   *
   * @param start the parameters that pretraining made
   * @param found is told of each point as it is known
   * @return a point for each number of labels and draw, in this order
   */
  List<LabelCurvePoint> of(
      LabelCurvePlan curve, Draws draws, float[] start, Consumer<LabelCurvePoint> found) {
    List<LabelCurvePoint> points = new ArrayList<>();
    for (int examples : curve.examples()) {
      for (int draw = 1; draw <= curve.draws(); draw++) {
        try (DividedData labeled = draws.draw(examples, draw)) {
          LabelCurvePoint point = point(examples, draw, labeled, start);
          found.accept(point);
          points.add(point);
        }
      }
    }
    return points;
  }

  private LabelCurvePoint point(int examples, int draw, DividedData labeled, float[] start) {
    String name = examples + " labels, draw " + draw;
    StageResult result = last.fineTune(name, labeled, start);
    float[] tuned = result.vector();
    return new LabelCurvePoint(
        examples,
        draw,
        test.error(tuned),
        pseudoLabels(name, labeled, tuned),
        compared(name, labeled),
        result.device());
  }

  private BaselineErrors compared(String name, DividedData labeled) {
    String regression = name + ", logistic regression";
    return new BaselineErrors(
        where(Comparison.SCRATCH, () -> randomStart(name, labeled)),
        where(Comparison.LINEAR, () -> baselines.linear(regression, labeled.learned())),
        where(Comparison.NEAREST, () -> baselines.nearest(labeled.learned())),
        comparisons.contains(Comparison.CODES)
            ? baselines.codes(regression, labeled.learned())
            : List.of());
  }

  private OptionalDouble where(Comparison comparison, DoubleSupplier error) {
    return comparisons.contains(comparison)
        ? OptionalDouble.of(error.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble pseudoLabels(String name, DividedData labeled, float[] tuned) {
    if (plan.fineTune().orElseThrow().pseudoLabels().isEmpty()) {
      return OptionalDouble.empty();
    }
    List<StageResult> generations =
        last.pseudoLabel(name + ", pseudo-labels", unlabeled, labeled, tuned);
    return OptionalDouble.of(test.error(generations.get(generations.size() - 1).vector()));
  }

  private double randomStart(String name, DividedData labeled) {
    return test.error(last.randomStart(name + ", random start", labeled).vector());
  }
}
