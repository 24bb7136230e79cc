package io.lamina.jobs.training;

import io.lamina.jobs.cluster.MemoryNeed;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/** What the stages of a plan need of an executor, computed before the first step. */
final class StageMemory {
  /** Vectors of a worker: the round's start, the end, the difference, and one being sent. */
  private static final int VECTORS = 4;

  /** Blocks on their way through a task: read, decoded, encoded, serialized. */
  private static final int BLOCKS = 4;

  private final TrainingPlan plan;
  private final int inputs;

  StageMemory(TrainingPlan plan, int inputs) {
    this.plan = plan;
    this.inputs = inputs;
  }

  /** A need for every stage. */
  List<MemoryNeed> needs() {
    List<MemoryNeed> needs = new ArrayList<>();
    int below = inputs;
    for (int k = 0; k < plan.layers().size(); k++) {
      needs.add(layer(k, below));
      below = plan.layers().get(k).units();
    }
    plan.fineTune().ifPresent(tuning -> needs.add(wholeStack("fine-tuning", tuning)));
    plan.fineTune()
        .filter(tuning -> tuning.pseudoLabels().isPresent())
        .ifPresent(tuning -> needs.add(wholeStack("pseudo-labels", tuning.generation())));
    return needs;
  }

  private MemoryNeed layer(int k, int below) {
    LayerPlan layer = plan.layers().get(k);
    long batch = 3L * layer.stage().batchSize() * ((long) below + layer.units());
    return need(
        String.format("layer %d (%d×%d)", k + 1, below, layer.units()),
        layer.parameterCount(below),
        new StageSettings(layer.stage(), plan.averaging()),
        batch + layer.scratch(Shape.plain(below)) + layer.shardState(),
        Math.max(below, layer.units()));
  }

  private MemoryNeed wholeStack(String what, FineTunePlan tuning) {
    long parameters = 0;
    long widths = inputs;
    int widest = inputs;
    LayerStack stack = new WholeStack(plan).on(inputs);
    for (LayerStack.Layer layer : stack.layers()) {
      parameters += (long) layer.inputs() * layer.units() + layer.units();
      widths += layer.units();
      widest = Math.max(widest, layer.units());
    }
    StageSettings settings = new StageSettings(tuning.stage(), tuning.averaging());
    long batch = 3L * settings.batchSize() * widths;
    return need(what, parameters, settings, batch, widest);
  }

  private MemoryNeed need(
      String what, long parameters, StageSettings settings, long batch, int widest) {
    UpdateRule rule = settings.optimizer().rule();
    long state = (1L + rule.stateVectors()) * parameters;
    long scratch = rule.scratchVectors() * parameters;
    long block = (long) ExampleBlock.EXAMPLES * widest;
    return new MemoryNeed(
        what,
        Float.BYTES * ((VECTORS + own(settings.averaging().mode())) * state + BLOCKS * block),
        Float.BYTES * (state + scratch + batch + 2 * block));
  }

  /** Vectors that a worker keeps from round to round, at most, and one that is coming. */
  private long own(AveragingPlan.Mode mode) {
    return switch (mode.kind()) {
      case SYNCHRONOUS -> 0;
      case STALE -> mode.staleness() + 2;
      case ELASTIC -> plan.shards() + 1;
    };
  }
}
