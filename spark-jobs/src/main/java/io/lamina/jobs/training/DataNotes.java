package io.lamina.jobs.training;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.guard.CheckedDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.training.work.InputSpread;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the user what was read, and warns of what is no mistake, but hardly what the user wants.
 */
final class DataNotes {
  private final TrainingPlan plan;
  private final RunOutput output;

  DataNotes(TrainingPlan plan, RunOutput output) {
    this.plan = plan;
    this.output = output;
  }

  /** Says how much there is, and where it is trained. */
  void read(RunData data, Cluster cluster) {
    output
        .progress()
        .note(
            String.format(
                Locale.ROOT,
                "%s of %s, %s%,d held out%s; %s on %s, %s",
                new Counted(data.unlabeled().learned().examples(), "unlabeled example"),
                new Counted(data.unlabeled().learned().inputs(), "value"),
                plan.classifies()
                    ? String.format(
                        Locale.ROOT, "%,d labeled, ", data.tuning().learned().examples())
                    : "",
                data.test().examples(),
                validation(data),
                new Counted(plan.shards(), "shard"),
                new Counted(cluster.watch().executors(), "executor"),
                cluster.device().kind()));
    List<CheckedDevice> cards = cluster.watch().checked();
    if (!cards.isEmpty()) {
      output
          .progress()
          .note(cards.stream().map(CheckedDevice::toString).collect(Collectors.joining("; ")));
    }
  }

  private String validation(RunData data) {
    List<String> counts =
        Stream.of(data.unlabeled(), data.tuning())
            .flatMap(part -> part.heldOut().stream())
            .distinct()
            .map(part -> String.format(Locale.ROOT, "%,d", part.examples()))
            .toList();
    return counts.isEmpty() ? "" : ", for validation " + String.join(" and ", counts);
  }

  /**
   * Warns of classes that have no labeled example.
   *
   * @param tasks that look side by side
   */
  void missingClasses(ShardedDataset tuning, int tasks) {
    if (plan.classifies()) {
      int classes = plan.data().classes().orElseThrow();
      new MissingClasses(tuning.missing(classes, tasks)).note().ifPresent(output::warn);
    }
  }

  /** Warns of a layer's inputs of a wrong size. */
  void spread(int layer, ShardedDataset input) {
    if (plan.readsRealValues(layer) && input.largestShard() > 1) { // one example has no spread
      List<byte[]> block = input.blocks().take(1);
      InputSpread.of(ExampleBlock.of(block.get(0)).examplesAndLabels())
          .note(layer)
          .ifPresent(output::warn);
    }
  }
}
