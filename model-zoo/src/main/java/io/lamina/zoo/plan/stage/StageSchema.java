package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.stage.OptimizerPlan.Schedule;
import io.lamina.zoo.plan.stage.UpdateRule.Adam;
import io.lamina.zoo.plan.stage.UpdateRule.GradientDescent;
import io.lamina.zoo.plan.stage.UpdateRule.Momentum;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys that pretraining a layer and fine-tuning have in common. */
public final class StageSchema {
  /** Of plain gradient descent, which is the default. */
  static final String SGD = "sgd";

  static final String MOMENTUM = "momentum";
  static final String NESTEROV = "nesterov";
  static final String ADAM = "adam";

  private final Map<String, Function<Section, Optional<UpdateRule>>> rules =
      Map.of(
          SGD, rule -> rule.build(GradientDescent::new),
          MOMENTUM, rule -> momentum(rule, Momentum.Form.CLASSICAL),
          NESTEROV, rule -> momentum(rule, Momentum.Form.NESTEROV),
          ADAM, StageSchema::adam);

  /** What the keys say. */
  public Optional<StagePlan> stage(Section stage) {
    Optional<OptimizerPlan> optimizer = optimizer(stage);
    Optional<Integer> batchSize =
        stage.required("batchSize", Form.wholeNumber(StagePlan.BATCH_SIZE));
    Optional<TrainingLength> length = length(stage);
    return optimizer.isPresent() && batchSize.isPresent() && length.isPresent()
        ? Optional.of(new StagePlan(optimizer.get(), batchSize.get(), length.get()))
        : Optional.empty();
  }

  private Optional<OptimizerPlan> optimizer(Section stage) {
    Optional<Double> first =
        stage.required("learningRate", Form.number(OptimizerPlan.LEARNING_RATE));
    Optional<Double> last =
        stage.has("finalLearningRate")
            ? stage.optional("finalLearningRate", Form.number(OptimizerPlan.FINAL_LEARNING_RATE))
            : first;
    Optional<Schedule> schedule =
        stage.valueOr("schedule", Form.word(Schedule.class), Schedule.LINEAR);
    Optional<UpdateRule> rule =
        stage.has("optimizer")
            ? stage.section("optimizer").flatMap(this::rule)
            : Optional.of(new GradientDescent());
    return first.isPresent() && last.isPresent() && schedule.isPresent() && rule.isPresent()
        ? stage.checked(
            () -> new OptimizerPlan(first.get(), last.get(), schedule.get(), rule.get()))
        : Optional.empty();
  }

  private Optional<UpdateRule> rule(Section optimizer) {
    return optimizer.required("kind", Form.oneOf(rules)).flatMap(reader -> reader.apply(optimizer));
  }

  private static Optional<UpdateRule> momentum(Section rule, Momentum.Form form) {
    Optional<Double> first = rule.required("momentum", Form.number(Momentum.MOMENTUM));
    Optional<Double> last =
        rule.has("finalMomentum")
            ? rule.optional("finalMomentum", Form.number(Momentum.MOMENTUM))
            : first;
    return rule.build(() -> new Momentum(form, first.orElseThrow(), last.orElseThrow()));
  }

  private static Optional<UpdateRule> adam(Section rule) {
    Adam standard = Adam.standard();
    Optional<Double> beta1 = rule.valueOr("beta1", Form.number(Adam.BETA), standard.beta1());
    Optional<Double> beta2 = rule.valueOr("beta2", Form.number(Adam.BETA), standard.beta2());
    Optional<Double> epsilon =
        rule.valueOr("epsilon", Form.number(Adam.EPSILON), standard.epsilon());
    return rule.build(
        () -> new Adam(beta1.orElseThrow(), beta2.orElseThrow(), epsilon.orElseThrow()));
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
      stage.report("rounds", "stands beside epochs", "remove one of the two");
    }
    if (hasRounds && stage.has("minimumRounds")) {
      stage.report("minimumRounds", "stands beside rounds", "remove one of the two");
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
    yaml.put("learningRate", stage.optimizer().learningRate());
    yaml.put("finalLearningRate", stage.optimizer().finalLearningRate());
    yaml.put("schedule", stage.optimizer().schedule());
    yaml.group("optimizer", () -> yaml.putAll(rule(stage.optimizer().rule())));
    yaml.put("batchSize", stage.batchSize());
    length(yaml, stage.length());
  }

  private static Map<String, Object> rule(UpdateRule rule) {
    if (rule instanceof UpdateRule.Momentum m) {
      boolean nesterov = m.form() == UpdateRule.Momentum.Form.NESTEROV;
      return new Keys()
          .put("kind", nesterov ? NESTEROV : MOMENTUM)
          .put("momentum", m.momentum())
          .put("finalMomentum", m.finalMomentum())
          .map();
    }
    if (rule instanceof UpdateRule.Adam adam) {
      return new Keys()
          .put("kind", ADAM)
          .put("beta1", adam.beta1())
          .put("beta2", adam.beta2())
          .put("epsilon", adam.epsilon())
          .map();
    }
    return new Keys().put("kind", SGD).map();
  }

  private static void length(YamlLines yaml, TrainingLength length) {
    yaml.put(Form.spelled(length.unit()), length.count());
    if (length.unit() == TrainingLength.Unit.EPOCHS) {
      yaml.put("minimumRounds", length.minimumRounds());
    }
  }
}
