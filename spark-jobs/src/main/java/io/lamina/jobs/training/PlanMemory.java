package io.lamina.jobs.training;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.DeviceShare;
import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.MemoryNeed;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the stages of a plan fit into the memory of the processes, before the first step.
 *
 * @param plan of the run
 * @param input the shape of its examples
 */
public record PlanMemory(TrainingPlan plan, Shape input) {
  public PlanMemory {
    requireNonNull(plan, "plan is null");
    requireNonNull(input, "input is null");
  }

  /**
   * Makes sure that every stage, and every comparison that the plan lists, fits into an executor
   * and into its device.
   *
   * @return the need of the device's own memory; empty if it has none
   * @throws io.lamina.jobs.cluster.MemoryException with the memory that would do, or the mini-batch
   */
  public Optional<DeviceShare> requireOnExecutors(MemoryBudget budget, RunDevice device) {
    StageMemory stages = new StageMemory(plan, input);
    List<MemoryNeed> needs = new ArrayList<>();
    List<MemoryNeed> comparisons = new ArrayList<>();
    for (StageSize stage : stages.sizes()) {
      needs.add(stages.need(stage, device));
    }
    for (Comparison listed : plan.compare().listed().orElse(Set.of())) {
      stages.needs(listed, device).forEach(comparisons::add);
    }
    budget.require(Stream.concat(needs.stream(), comparisons.stream()).toList());
    comparisons.forEach(need -> device.require(need, () -> 0));
    for (int i = 0; i < needs.size(); i++) {
      StageSize stage = stages.sizes().get(i);
      device.require(needs.get(i), () -> stages.largestBatch(stage, device));
    }
    return device.share(needs);
  }

  /** Whether a comparison that the plan does not list fits into an executor and its device. */
  boolean holds(Comparison comparison, MemoryBudget budget, RunDevice device) {
    return new StageMemory(plan, input)
        .needs(comparison, device).stream()
            .allMatch(need -> budget.holds(need) && device.holds(need));
  }

  /**
   * What a comparison takes of the driver's heap: a shard of labeled examples, as it arrives and as
   * it is sent on.
   *
   * @param largestShard the labeled examples of a shard, at most
   */
  long inDriver(Comparison comparison, long largestShard) {
    return 2 * Float.BYTES * largestShard * new StageMemory(plan, input).sent(comparison);
  }

  /**
   * Makes sure that every stage fits into the driver.
   *
   * @param serves whether the parameter server is in the driver
   * @param ancestor the parameters of an earlier version that are held
   * @throws io.lamina.jobs.cluster.MemoryException with the {@code -Xmx} that would do
   */
  public void requireInDriver(DriverBudget budget, boolean serves, long ancestor) {
    new DriverMemory(new StageMemory(plan, input).sizes(), plan.shards(), serves)
        .require(budget, ancestor);
  }
}
