package io.lamina.zoo.plan;

import java.util.Optional;

/** The keys that pretraining a layer and fine-tuning have in common. */
final class StageSchema {
  Optional<OptimizerPlan> optimizer(Section stage) {
    Optional<Double> first =
        stage.required("learningRate", Form.number(OptimizerPlan.LEARNING_RATE));
    Optional<Double> last =
        stage.has("finalLearningRate")
            ? stage.optional("finalLearningRate", Form.number(OptimizerPlan.FINAL_LEARNING_RATE))
            : first;
    Optional<Double> momentum = stage.valueOr("momentum", Form.number(OptimizerPlan.MOMENTUM), 0.0);
    return first.isPresent() && last.isPresent() && momentum.isPresent()
        ? Optional.of(new OptimizerPlan(first.get(), last.get(), momentum.get()))
        : Optional.empty();
  }

  Optional<Integer> batchSize(Section stage) {
    return stage.required("batchSize", Form.wholeNumber(LayerPlan.BATCH_SIZE));
  }

  /** Epochs or rounds, one of the two. */
  Optional<TrainingLength> length(Section stage) {
    Form<Integer> count = Form.wholeNumber(TrainingLength.COUNT);
    boolean hasEpochs = stage.has("epochs");
    boolean hasRounds = stage.has("rounds");
    if (!hasEpochs && !hasRounds) {
      stage.report("epochs", "is missing", "give epochs or rounds, " + count.rule());
    }
    if (hasEpochs && hasRounds) {
      stage.report("rounds", "stands beside epochs", "remove one of the two");
    }
    Optional<TrainingLength> epochs = stage.optional("epochs", count).map(TrainingLength::epochs);
    Optional<TrainingLength> rounds = stage.optional("rounds", count).map(TrainingLength::rounds);
    return epochs.or(() -> rounds);
  }
}
