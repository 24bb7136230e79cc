package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.stage.OptimizerPlan.Schedule;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/** The keys that pretraining a layer and fine-tuning have in common. */
public final class StageSchema {
  /** What the keys say. */
  public Optional<StagePlan> stage(Section stage) {
    Optional<OptimizerPlan> optimizer = optimizer(stage);
    Optional<Integer> batchSize =
        stage.required("batchSize", Form.wholeNumber(StagePlan.BATCH_SIZE));
    Optional<TrainingLength> length = length(stage);
    Optional<StageWatch> watch = StageWatch.read(stage);
    return optimizer.isPresent() && batchSize.isPresent() && length.isPresent() && watch.isPresent()
        ? Optional.of(new StagePlan(optimizer.get(), batchSize.get(), length.get(), watch.get()))
        : Optional.empty();
  }

  private Optional<OptimizerPlan> optimizer(Section stage) {
    Optional<Double> first =
        stage.optional("learningRate", Form.number(OptimizerPlan.LEARNING_RATE));
    Optional<Double> last =
        stage.optional("finalLearningRate", Form.number(OptimizerPlan.FINAL_LEARNING_RATE));
    Optional<Schedule> schedule =
        stage.valueOr("schedule", Form.word(Schedule.class), Schedule.LINEAR);
    Optional<UpdateRule> rule =
        stage.has("optimizer")
            ? stage.section("optimizer").flatMap(Optimizers::read)
            : Optional.of(new GradientDescent());
    if (schedule.isEmpty() || rule.isEmpty()) {
      return Optional.empty();
    }
    return stage.has("learningRate")
        ? given(
            stage, first, stage.has("finalLearningRate") ? last : first, schedule.get(), rule.get())
        : found(stage, schedule.get(), rule.get());
  }

  private static Optional<OptimizerPlan> given(
      Section stage,
      Optional<Double> first,
      Optional<Double> last,
      Schedule schedule,
      UpdateRule rule) {
    return first.isPresent() && last.isPresent()
        ? stage.checked(() -> new OptimizerPlan(first.get(), last.get(), schedule, rule))
        : Optional.empty();
  }

  private static Optional<OptimizerPlan> found(Section stage, Schedule schedule, UpdateRule rule) {
    if (stage.has("finalLearningRate")) {
      stage.report(
          "finalLearningRate",
          "needs learningRate beside it",
          "give learningRate, or remove finalLearningRate: a rate that is found goes down by"
              + " itself");
      return Optional.empty();
    }
    return Optional.of(OptimizerPlan.found(schedule, rule));
  }

  /** Epochs or rounds, one of the two; epochs may have a minimum in rounds. */
  private static Optional<TrainingLength> length(Section stage) {
    Form<Integer> count = Form.wholeNumber(TrainingLength.COUNT);
    boolean hasEpochs = stage.has("epochs");
    boolean hasRounds = stage.has("rounds");
    if (!hasEpochs && !hasRounds) {
      stage.report("epochs", "is missing", "give epochs or rounds, " + count.rule());
    }
    if (hasEpochs && hasRounds) {
      stage.report("rounds", "cannot be combined with epochs", "remove one of the two");
    }
    if (hasRounds && stage.has("minimumRounds")) {
      stage.report("minimumRounds", "cannot be combined with rounds", "remove one of the two");
    }
    Optional<Integer> minimum = stage.valueOr("minimumRounds", count, 1);
    Optional<TrainingLength> epochs =
        stage
            .optional("epochs", count)
            .flatMap(many -> minimum.map(least -> TrainingLength.epochs(many, least)));
    Optional<TrainingLength> rounds = stage.optional("rounds", count).map(TrainingLength::rounds);
    return epochs.or(() -> rounds);
  }

  /** Writes the keys. */
  public void write(YamlLines yaml, StagePlan stage) {
    stage
        .optimizer()
        .learningRate()
        .ifPresent(
            rate -> {
              yaml.put("learningRate", rate);
              yaml.put("finalLearningRate", stage.optimizer().finalLearningRate());
            });
    yaml.put("schedule", stage.optimizer().schedule());
    yaml.group("optimizer", () -> Optimizers.write(yaml, stage.optimizer().rule()));
    yaml.put("batchSize", stage.batchSize());
    length(yaml, stage.length());
    stage.watch().write(yaml);
  }

  private static void length(YamlLines yaml, TrainingLength length) {
    yaml.put(Form.spelled(length.unit()), length.count());
    if (length.unit() == TrainingLength.Unit.EPOCHS) {
      yaml.put("minimumRounds", length.minimumRounds());
    }
  }
}
