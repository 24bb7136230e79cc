package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.ancestor.Ancestor;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.start.AdaptedStart;
import io.lamina.jobs.training.study.DeadUnits;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.start.EarlierLayers;
import io.lamina.runtime.start.LayerStarts;
import io.lamina.runtime.train.Initialization;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the layers of a run begin from. */
final class FirstParameters {
  private final TrainingPlan plan;
  private final StudyTasks tasks;
  private final RunOutput output;

  FirstParameters(TrainingPlan plan, RunPlace place, RunOutput output) {
    this.plan = plan;
    this.tasks = new StudyTasks(place.cluster().spark(), place.device());
    this.output = output;
  }

  /** Random weights, and biases that follow from what the layer reads. */
  LayerBeginning cold() {
    Initialization random = new Initialization(key());
    AdaptedStart adapted = new AdaptedStart(plan, tasks);
    return (k, shape, data) -> {
      float[] drawn = random.layer(k, plan.layers().get(k), shape, plan.inputActivation(k));
      return adapted.of(new StageWork.Pretraining(k, shape), data, drawn);
    };
  }

  private RandomKey key() {
    return RandomKey.of(plan.seed()).with("initial");
  }

  /**
   * The layers of an earlier version. What is added to them is not what they began from themselves.
   *
   * @param data that they are going to learn from
   */
  LayerBeginning from(Ancestor ancestor, ShardedDataset data) {
    List<BitSet> forgotten = forgotten(ancestor, data);
    output.progress().note(line(ancestor, forgotten));
    LayerStarts starts =
        new EarlierLayers(
            ancestor.layers(plan, data.shape()),
            forgotten,
            ancestor.start(),
            new Initialization(key().with(ancestor.parametersSha256())));
    return (k, shape, codes) ->
        starts.layer(k, plan.layers().get(k), shape, plan.inputActivation(k));
  }

  private List<BitSet> forgotten(Ancestor ancestor, ShardedDataset data) {
    return ancestor.start().resetDeadUnits()
        ? new DeadUnits(tasks).of(ancestor.network().encoder(), data)
        : plan.layers().stream().map(layer -> new BitSet()).toList();
  }

  private String line(Ancestor ancestor, List<BitSet> forgotten) {
    return String.format(
        Locale.ROOT,
        "the layers begin from %s (shrink %s, noise %s); units that begin anew: %s",
        ancestor.name(),
        ancestor.start().shrink(),
        ancestor.start().noise(),
        forgotten.stream()
            .map(units -> "" + units.cardinality())
            .collect(Collectors.joining(", ")));
  }
}
