package io.lamina.jobs.training.stage;

import io.lamina.jobs.training.work.StageWork;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Stages of a plan that nothing is trained by. */
final class SmallStage {

  private SmallStage() {}

  /** The first layer: so many rounds and ways back. */
  static StageOrder layer(int rounds, int rewinds, int shards) {
    return layer(plan(rounds, rewinds, 0), shards);
  }

  /** The same, measured on its way. */
  static StageOrder measured(int rounds, int rewinds, int shards, SimulatedWatch watch) {
    String validation = "validation: {part: 0.5}\n  classes:";
    return layer(
        read(
            yaml(rounds, rewinds, 0)
                .replace("classes:", validation)
                .replace(
                    "batchSize: 1, rounds: " + rounds,
                    "batchSize: 1, rounds: " + rounds + ", " + watch.keys())),
        shards);
  }

  /** The first layer; a share of its shards is trained again. */
  static StageOrder rechecked(int rounds, int shards, double share) {
    return layer(plan(rounds, 0, share), shards);
  }

  private static StageOrder layer(TrainingPlan plan, int shards) {
    return new StageOrder(
        new StageWork.Pretraining(0, Shape.plain(1)), plan, Collections.nCopies(shards, 1L));
  }

  /** A classifier of ten classes. */
  static StageOrder classifier() {
    return new StageOrder(
        new StageWork.FineTuning("fine-tuning", Shape.plain(5), false), plan(9, 3, 0), List.of(1L));
  }

  private static TrainingPlan plan(int rounds, int rewinds, double recheck) {
    return read(yaml(rounds, rewinds, recheck));
  }

  private static String yaml(int rounds, int rewinds, double recheck) {
    return String.format(
        Locale.ROOT,
        """
        name: small
        data:
          unlabeled: {format: generated-digits, examples: 100, seed: 1}
          labeled: {format: generated-digits, examples: 100, seed: 2}
          test: {format: generated-digits, examples: 100, seed: 3}
          classes: 10
        layers:
          - {kind: autoencoder, units: 2, learningRate: 0.2, batchSize: 1, rounds: %d}
        averaging: {localSteps: 1}
        divergence: {rewinds: %d, rateFactor: 0.5, lossFactor: 10}
        fineTune: {learningRate: 0.3, batchSize: 1, rounds: 9}
        resources: {recheck: %s}
        """,
        rounds,
        rewinds,
        recheck);
  }

  private static TrainingPlan read(String yaml) {
    return new PlanReader().read(new PlanText("small", yaml), List.of());
  }
}
