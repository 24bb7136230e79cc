package io.lamina.jobs.training.study;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.BitSet;
import java.util.List;

/** Finds the units of a network that say nothing of some data: by their first 2,048 examples. */
public final class DeadUnits {
  private final StudyTasks tasks;

  public DeadUnits(StudyTasks tasks) {
    this.tasks = tasks;
  }

  /**
   * The dead units of each layer, the lowest first, counted from 0.
   *
   * @param encoder its layers
   * @param examples as the network reads them
   */
  public List<BitSet> of(TrainedNetwork encoder, ShardedDataset examples) {
    SentExamples sent = SentExamples.of(examples);
    return tasks
        .find(
            device -> {
              Stack stack = encoder.stack();
              return new StackResponses(stack, encoder.parameters(), sent.examples(), 0, device)
                  .layers().stream().map(DeadUnits::dead).toList();
            })
        .result();
  }

  private static BitSet dead(UnitResponses layer) {
    return layer.deadUnits(StackResponses.DEAD_RANGE);
  }
}
