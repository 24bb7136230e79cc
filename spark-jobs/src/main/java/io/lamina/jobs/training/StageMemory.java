package io.lamina.jobs.training;

import io.lamina.jobs.cluster.MemoryNeed;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.training.inference.NeighbourJudge;
import io.lamina.jobs.training.work.InputSize;
import io.lamina.jobs.training.work.LogisticRegression;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Workload;
import io.lamina.runtime.neighbours.NeighbourSearch;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the stages of a plan need of an executor, computed before the first step. */
final class StageMemory {
  /** Vectors of a worker: the round's start, the end, the difference, and one being sent. */
  private static final int VECTORS = 4;

  /** Blocks on their way through a task: read, decoded, encoded, serialized. */
  private static final int BLOCKS = 4;

  /** What a layer takes that goes through its input piece by piece, at least. */
  private static final long WORK_SPACE = 1 << 18;

  private final TrainingPlan plan;
  private final Shape input;

  StageMemory(TrainingPlan plan, Shape input) {
    this.plan = plan;
    this.input = input;
  }

  /** The size of every stage. */
  List<StageSize> sizes() {
    List<StageSize> sizes = new ArrayList<>();
    List<Pretrained> layers = new WholeStack(plan).pretrained(input);
    for (int k = 0; k < layers.size(); k++) {
      sizes.add(layer(k, layers.get(k)));
    }
    plan.fineTune().ifPresent(tuning -> sizes.add(wholeStack("fine-tuning", tuning)));
    plan.fineTune()
        .filter(tuning -> tuning.pseudoLabels().isPresent())
        .ifPresent(tuning -> sizes.add(wholeStack("pseudo-labels", tuning.generation())));
    return sizes;
  }

  private StageSize layer(int k, Pretrained layer) {
    LayerPlan own = plan.layers().get(k);
    TwoWay learnt = layer.learnt();
    int inputs = learnt.encoder().input().size();
    int units = learnt.encoder().output().size();
    // Of the units alone: their means, norms and slopes.
    StageValues values =
        new StageValues(
            3L * own.columns() * ((long) inputs + units),
            own.scratch(layer) + workSpace(learnt.encoder()) + 4L * units);
    return new StageSize(
        String.format(Locale.ROOT, "layer %d (%d×%d)", k + 1, inputs, units),
        learnt.blocks().stream().mapToLong(Block::size).sum(),
        new StageSettings(own.stage(), plan.averaging()),
        values,
        Math.max(layer.input().size(), layer.output().size()),
        own.shardState(layer));
  }

  private StageSize wholeStack(String what, FineTunePlan tuning) {
    Stack stack = new WholeStack(plan).on(input);
    long widths = input.size();
    int widest = input.size();
    long workSpace = 0;
    for (Layer layer : stack.layers()) {
      widths += layer.output().size();
      widest = Math.max(widest, layer.output().size());
      workSpace += workSpace(layer);
    }
    StageSettings settings = new StageSettings(tuning.stage(), tuning.averaging());
    StageValues values = new StageValues(3L * widths, workSpace);
    return new StageSize(what, stack.parameterCount(), settings, values, widest, 0);
  }

  private static long workSpace(Layer layer) {
    return layer.workSpace() > 0 ? Math.max(layer.workSpace(), WORK_SPACE) : 0;
  }

  /** What a comparison needs on a device, one after the other. */
  List<MemoryNeed> needs(Comparison comparison, RunDevice device) {
    return switch (comparison) {
      case SCRATCH -> List.of(); // what fine-tuning needs
      case LINEAR -> List.of(need(regression(input), device));
      case NEAREST -> List.of(neighbours(input, device));
      case CODES ->
          new WholeStack(plan)
              .pretrained(input).stream()
                  .map(Pretrained::output)
                  .flatMap(
                      codes ->
                          Stream.of(need(regression(codes), device), neighbours(codes, device)))
                  .toList();
    };
  }

  /** The values of a labeled example that the driver sends to the executors for a comparison. */
  int sent(Comparison comparison) {
    return switch (comparison) {
      case SCRATCH, LINEAR -> 0;
      case NEAREST -> input.size();
      case CODES ->
          new WholeStack(plan)
              .pretrained(input).stream()
                  .mapToInt(layer -> layer.output().size())
                  .max()
                  .orElseThrow();
    };
  }

  private StageSize regression(Shape inputs) {
    long classes = plan.data().classes().orElseThrow();
    return new StageSize(
        String.format(Locale.ROOT, "logistic regression (%d×%d)", inputs.size(), classes),
        (inputs.size() + 1L) * classes,
        new LogisticRegression(new InputSize(0)).settings(),
        new StageValues(3L * (inputs.size() + classes), 0),
        inputs.size(),
        0);
  }

  /** Two blocks of examples, their products, and the labeled examples that have arrived. */
  private static MemoryNeed neighbours(Shape inputs, RunDevice device) {
    long block = (long) ExampleBlock.EXAMPLES * inputs.size();
    long products = (long) ExampleBlock.EXAMPLES * ExampleBlock.EXAMPLES;
    MatrixMemory matrices =
        device.memory(
            new Workload(NeighbourSearch.values(inputs.size(), ExampleBlock.EXAMPLES), 2 * block));
    long part = Math.max(NeighbourJudge.PART, Float.BYTES * block);
    return new MemoryNeed(
        String.format(Locale.ROOT, "nearest neighbours (%d values)", inputs.size()),
        Float.BYTES * (BLOCKS * block + products) + 3 * part + matrices.heap(),
        matrices.host(),
        matrices.device());
  }

  /** What a stage needs on a device. */
  MemoryNeed need(StageSize size, RunDevice device) {
    return need(size, size.settings().batchSize(), device);
  }

  /** The largest mini-batch with which a stage fits into the device's memory; 0 if none does. */
  int largestBatch(StageSize size, RunDevice device) {
    int fits = 0;
    int tooLarge = size.settings().batchSize() + 1;
    while (tooLarge - fits > 1) {
      int tried = fits + (tooLarge - fits) / 2;
      if (device.holds(need(size, tried, device))) {
        fits = tried;
      } else {
        tooLarge = tried;
      }
    }
    return fits;
  }

  private MemoryNeed need(StageSize size, int batchSize, RunDevice device) {
    UpdateRule rule = size.settings().optimizer().rule();
    long state = (1L + rule.stateVectors()) * size.parameters();
    long scratch = rule.scratchVectors() * size.parameters();
    long block = (long) ExampleBlock.EXAMPLES * size.widest();
    long again = plan.resources().recheck() > 0 ? 1 : 0; // the difference of another's shard
    long vectors = VECTORS + own(size.settings().averaging().mode()) + again;
    long values = state + scratch + size.values().with(batchSize);
    MatrixMemory matrices = device.memory(new Workload(values, 2 * block));
    return new MemoryNeed(
        size.what(),
        Float.BYTES * (vectors * state + BLOCKS * block) + matrices.heap(),
        matrices.host(),
        matrices.device());
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
