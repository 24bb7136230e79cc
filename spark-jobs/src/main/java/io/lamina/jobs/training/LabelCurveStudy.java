package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.zoo.plan.LabelCurvePlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Trains the last stage by few labels and by more, from several draws of each. */
final class LabelCurveStudy {
  private final TrainingPlan plan;
  private final LastStage last;
  private final ShardedDataset unlabeled;
  private final ToDoubleFunction<float[]> testError;

  /** Draws labeled examples. */
  @FunctionalInterface
  interface Draws {
    ShardedDataset draw(int examples, int number);
  }

  /**
   * @param testError of a network
   */
  LabelCurveStudy(
      TrainingPlan plan,
      LastStage last,
      ShardedDataset unlabeled,
      ToDoubleFunction<float[]> testError) {
    this.plan = plan;
    this.last = last;
    this.unlabeled = unlabeled;
    this.testError = testError;
  }

  /**
   * The study.
   *
   * @param start the parameters that pretraining made
   * @return a point for each number of labels and draw, in this order
   */
  List<LabelCurvePoint> of(LabelCurvePlan curve, Draws draws, float[] start) {
    List<LabelCurvePoint> points = new ArrayList<>();
    for (int examples : curve.examples()) {
      for (int draw = 1; draw <= curve.draws(); draw++) {
        try (ShardedDataset labeled = draws.draw(examples, draw)) {
          points.add(point(examples, draw, labeled, start));
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
        testError.applyAsDouble(tuned),
        pseudoLabels(name, labeled, tuned),
        randomStart(name, labeled),
        result.device());
  }

  private OptionalDouble pseudoLabels(String name, ShardedDataset labeled, float[] tuned) {
    if (plan.fineTune().orElseThrow().pseudoLabels().isEmpty()) {
      return OptionalDouble.empty();
    }
    List<StageResult> generations =
        last.pseudoLabel(name + ", pseudo-labels", unlabeled, labeled, tuned);
    return OptionalDouble.of(
        testError.applyAsDouble(generations.get(generations.size() - 1).vector()));
  }

  private OptionalDouble randomStart(String name, ShardedDataset labeled) {
    if (!plan.compareWithScratch()) {
      return OptionalDouble.empty();
    }
    float[] start = last.randomStart(labeled.shape());
    float[] tuned = last.fineTune(name + ", random start", labeled, start).vector();
    return OptionalDouble.of(testError.applyAsDouble(tuned));
  }
}
