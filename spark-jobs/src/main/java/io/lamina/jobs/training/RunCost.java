package io.lamina.jobs.training;

import io.lamina.jobs.training.work.InputSize;
import io.lamina.jobs.training.work.LogisticRegression;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run costs, and what its comparisons cost, counted in multiplications of matrix products:
 * from plan and data alone, so that the same is chosen wherever it runs.
 */
final class RunCost {
  /** Forward, backward, and the gradient of the weights. */
  private static final int WAYS_OF_A_STEP = 3;

  /** A step takes some time however little it computes: what is computed in half a millisecond. */
  private static final double LEAST_OF_A_STEP = 1e7;

  /** A job takes about a second to begin and to end. */
  private static final double OF_A_JOB = 2e10;

  private final TrainingPlan plan;
  private final ExampleCounts counts;
  private final List<Pretrained> layers;
  private final Stack whole;

  RunCost(TrainingPlan plan, ExampleCounts counts) {
    this.plan = plan;
    this.counts = counts;
    this.layers = new WholeStack(plan).pretrained(counts.input());
    this.whole = new WholeStack(plan).on(counts.input());
  }

  /** A training of the last stage, by some labels. */
  private record Tuning(double examples, long largestShard) {}

  /** The layers and the last stage, also of a label curve. */
  double ofRun() {
    double all = everyTuning(this::fineTuning);
    for (int k = 0; k < layers.size(); k++) {
      all += pretraining(plan.layers().get(k), layers.get(k));
    }
    return all;
  }

  /** A comparison, also of a label curve. */
  double of(Comparison comparison) {
    return switch (comparison) {
      case SCRATCH -> everyTuning(this::fineTuning);
      case LINEAR -> everyTuning(tuning -> regression(counts.input().size(), tuning));
      case NEAREST -> everyTuning(tuning -> neighbours(counts.input().size(), tuning));
      case CODES -> everyTuning(this::onCodes);
    };
  }

  private double everyTuning(ToDoubleFunction<Tuning> cost) {
    double own =
        plan.fineTune().isPresent()
            ? cost.applyAsDouble(new Tuning(counts.tuning(), counts.tuningShard()))
            : 0;
    return own
        + plan.labelCurve().stream()
            .flatMap(
                curve ->
                    curve.examples().stream().map(examples -> draws(examples, curve.draws(), cost)))
            .mapToDouble(Double::doubleValue)
            .sum();
  }

  private double draws(int examples, int draws, ToDoubleFunction<Tuning> cost) {
    long largestShard = ((long) examples + plan.shards() - 1) / plan.shards();
    return draws * cost.applyAsDouble(new Tuning(examples, largestShard));
  }

  private double pretraining(LayerPlan own, Pretrained layer) {
    StageSettings settings = new StageSettings(own.stage(), plan.averaging());
    double there = own.columns() * weights(layer.learnt().encoder());
    return stage(settings, 2 * there, counts.unlabeledShard());
  }

  private double fineTuning(Tuning tuning) {
    FineTunePlan own = plan.fineTune().orElseThrow();
    double there = whole.layers().stream().mapToDouble(RunCost::weights).sum();
    StageSettings settings = new StageSettings(own.stage(), own.averaging());
    return stage(settings, there, tuning.largestShard());
  }

  private double onCodes(Tuning tuning) {
    double below = 0;
    double all = 0;
    for (Pretrained layer : layers) {
      int codes = layer.output().size();
      below += layer.up().stream().mapToDouble(RunCost::weights).sum();
      all += below * (tuning.examples() + counts.test());
      all += regression(codes, tuning) + neighbours(codes, tuning);
    }
    return all;
  }

  private double regression(int inputs, Tuning tuning) {
    double there = (double) inputs * plan.data().classes().orElseThrow();
    return stage(new LogisticRegression(new InputSize(0)).settings(), there, tuning.largestShard());
  }

  private double neighbours(int inputs, Tuning tuning) {
    return OF_A_JOB + (double) inputs * tuning.examples() * counts.test();
  }

  /**
   * A stage.
   *
   * @param there the multiplications of an example's way through the weights
   */
  private double stage(StageSettings settings, double there, long largestShard) {
    double step = Math.max(LEAST_OF_A_STEP, WAYS_OF_A_STEP * settings.batchSize() * there);
    double steps =
        (double) settings.rounds(largestShard) * settings.averaging().localSteps() * plan.shards();
    return OF_A_JOB + steps * step;
  }

  /** Each place of a map reads the same weights. */
  private static double weights(Layer layer) {
    return (double) layer.parameterCount() * layer.output().size() / layer.units();
  }
}
