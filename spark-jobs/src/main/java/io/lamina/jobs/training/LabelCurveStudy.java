package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.LabelCurvePlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Trains the last stage by few labels and by more, from several draws of each. */
final class LabelCurveStudy {
  private final TrainingPlan plan;
  private final LastStage last;
  private final ShardedDataset unlabeled;
  private final TestSet test;

  /** Draws labeled examples. */
  @FunctionalInterface
  interface Draws {
    ShardedDataset draw(int examples, int number);
  }

  LabelCurveStudy(TrainingPlan plan, LastStage last, ShardedDataset unlabeled, TestSet test) {
    this.plan = plan;
    this.last = last;
    this.unlabeled = unlabeled;
    this.test = test;
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
        try (ShardedDataset labeled = draws.draw(examples, draw)) {
          LabelCurvePoint point = point(examples, draw, labeled, start);
          found.accept(point);
          points.add(point);
        }
      }
    }
    return points;
  }

  private LabelCurvePoint point(int examples, int draw, ShardedDataset labeled, float[] start) {
    String name = examples + " labels, draw " + draw;
    StageResult result = last.fineTune(name, labeled, start);
    float[] tuned = result.vector();
    return new LabelCurvePoint(
        examples,
        draw,
        test.error(tuned),
        pseudoLabels(name, labeled, tuned),
        randomStart(name, labeled),
        regression(name, labeled),
        result.device());
  }

  private OptionalDouble pseudoLabels(String name, ShardedDataset labeled, float[] tuned) {
    if (plan.fineTune().orElseThrow().pseudoLabels().isEmpty()) {
      return OptionalDouble.empty();
    }
    List<StageResult> generations =
        last.pseudoLabel(name + ", pseudo-labels", unlabeled, labeled, tuned);
    return OptionalDouble.of(test.error(generations.get(generations.size() - 1).vector()));
  }

  private OptionalDouble randomStart(String name, ShardedDataset labeled) {
    if (!plan.comparesWith(Comparison.SCRATCH)) {
      return OptionalDouble.empty();
    }
    float[] start = last.randomStart(labeled.shape());
    float[] tuned = last.fineTune(name + ", random start", labeled, start).vector();
    return OptionalDouble.of(test.error(tuned));
  }

  private OptionalDouble regression(String name, ShardedDataset labeled) {
    if (!plan.comparesWith(Comparison.LINEAR)) {
      return OptionalDouble.empty();
    }
    float[] softmax = last.regression(name + ", logistic regression", labeled).vector();
    return OptionalDouble.of(test.regressionError(softmax));
  }
}
