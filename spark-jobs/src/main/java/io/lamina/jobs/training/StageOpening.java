package io.lamina.jobs.training;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.training.inference.HeldOutLoss;
import io.lamina.jobs.training.inference.PseudoLabels;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.servers.StageServers;
import io.lamina.jobs.training.stage.StageRunner;
import io.lamina.jobs.training.start.RateSearch;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.plan.TrainingPlan;

/**
 * Makes what trains the stages of a plan.
 *
 * @param plan whose stages
 * @param place where they are trained
 * @param output what is told of them
 */
record StageOpening(TrainingPlan plan, RunPlace place, RunOutput output) {
  StageOpening {
    requireNonNull(plan, "plan is null");
    requireNonNull(place, "place is null");
    requireNonNull(output, "output is null");
  }

  /**
   * The stages; the caller closes them.
   *
   * @param kept what they go on from, and keep
   */
  ShownStages stages(Checkpoints kept) {
    Cluster cluster = place.cluster();
    StageServers servers = StageServers.of(place.servers(), cluster.spark());
    StageRunner runner =
        new StageRunner(plan, place.device(), cluster.spark(), cluster.watch(), kept, servers);
    if (plan.resources().recheck() > 0) {
      output.record().rechecks(runner::rechecks);
    }
    HeldOutLoss heldOut = new HeldOutLoss(plan, cluster.spark(), place.device(), tasks());
    RateSearch rates = new RateSearch(plan, new StudyTasks(cluster.spark(), place.device()));
    return new ShownStages(plan, runner, heldOut, rates, output.progress(), output.reports());
  }

  PseudoLabels pseudoLabels() {
    return new PseudoLabels(
        place.cluster().spark(),
        place.device(),
        new WholeStack(plan),
        plan.data().classes().orElse(0));
  }

  int tasks() {
    return place.tasks(plan.shards());
  }
}
