package io.lamina.zoo.plan;

import io.lamina.zoo.plan.AveragingPlan.Mode;
import io.lamina.zoo.plan.AveragingPlan.ModeKind;
import io.lamina.zoo.plan.AveragingPlan.OptimizerState;
import io.lamina.zoo.plan.AveragingPlan.Outer;
import io.lamina.zoo.plan.AveragingPlan.OuterKind;
import io.lamina.zoo.plan.AveragingPlan.Updates;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.DataSchema;
import io.lamina.zoo.plan.layer.LayerInput;
import io.lamina.zoo.plan.layer.LayerKinds;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.retrain.RetrainPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageSchema;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;

/** The keys of a plan and their defaults. */
final class PlanSchema {
  private static final AveragingPlan AVERAGING =
      new AveragingPlan(25, Outer.average(), OptimizerState.RESET);
  private static final DivergencePlan DIVERGENCE = new DivergencePlan(2, 0.5, 10);
  private static final int CHECKPOINT_ROUNDS = 20;

  private final StageSchema stages = new StageSchema();
  private final Form<String> device;

  /**
   * @param device how a kind of device, or auto, is written
   */
  PlanSchema(Form<String> device) {
    this.device = device;
  }

  Optional<TrainingPlan> plan(Section plan) {
    Optional<String> name = plan.required("name", PublishPlan.name());
    Optional<String> description = plan.valueOr("description", Form.line(), "");
    Optional<Long> seed = plan.valueOr("seed", Form.seed(), 1L);
    Optional<Integer> shards = plan.valueOr("shards", Form.wholeNumber(TrainingPlan.SHARDS), 4);
    List<Optional<LayerPlan>> layers = plan.each("layers", LayerKinds::read);
    Optional<AveragingPlan> averaging =
        plan.sectionOrEmpty("averaging").flatMap(section -> averaging(section, AVERAGING));
    Optional<DivergencePlan> divergence =
        plan.sectionOrEmpty("divergence").flatMap(PlanSchema::divergence);
    Optional<Tuning> tuning =
        plan.group("fineTune", section -> tuning(section, averaging.orElse(AVERAGING)));
    boolean classifies =
        tuning.isPresent()
            && tuning.get().objective().orElse(Objective.CLASSIFY) == Objective.CLASSIFY;
    Optional<DataPlan> data = plan.section("data").flatMap(new DataSchema(classifies)::data);
    checkInputs(plan, data, layers);
    CompareChoice compare = CompareChoice.read(plan);
    Optional<LabelCurvePlan> labelCurve = plan.group("labelCurve", PlanSchema::labelCurve);
    labelCurve.ifPresent(curve -> checkDraws(plan, curve, data, shards));
    Optional<CheckpointPlan> checkpoints =
        plan.sectionOrEmpty("checkpoints").flatMap(PlanSchema::checkpoints);
    Optional<PublishPlan> publish =
        plan.sectionOrEmpty("publish").flatMap(section -> publish(section, name));
    Optional<ResourcePlan> resources =
        plan.sectionOrEmpty("resources").flatMap(section -> ResourcePlan.read(section, device));
    Optional<RetrainPlan> retrain = plan.group("retrain", RetrainPlan::read);
    return plan.build(
        () ->
            new TrainingPlan(
                name.orElseThrow(),
                description.orElseThrow(),
                seed.orElseThrow(),
                data.orElseThrow(),
                shards.orElseThrow(),
                layers.stream().map(Optional::orElseThrow).toList(),
                averaging.orElseThrow(),
                divergence.orElseThrow(),
                tuning.flatMap(Tuning::plan),
                compare,
                labelCurve,
                checkpoints.orElseThrow(),
                publish.orElseThrow(),
                resources.orElseThrow(),
                retrain));
  }

  /** Looks at each layer with what it reads, where both are sound, whatever else is not. */
  private static void checkInputs(
      Section plan, Optional<DataPlan> data, List<Optional<LayerPlan>> layers) {
    Optional<LayerInput> input = data.map(DataPlan::inputRange).map(LayerInput::data);
    for (int k = 0; k < layers.size(); k++) {
      int place = k;
      Optional<LayerPlan> layer = layers.get(k);
      if (input.isPresent() && layer.isPresent()) {
        LayerInput read = input.get();
        plan.check(() -> TrainingPlan.requireInput(place, layer.get(), read));
      }
      input = layer.map(LayerPlan::activation).map(LayerInput::codes);
    }
  }

  /** Looks at each number of labels, where there are labels to draw from. */
  private static void checkDraws(
      Section plan, LabelCurvePlan curve, Optional<DataPlan> data, Optional<Integer> shards) {
    Optional<DataPlan> labeled = data.filter(any -> any.labeled().isPresent());
    if (labeled.isPresent() && shards.isPresent()) {
      for (int i = 0; i < curve.examples().size(); i++) {
        int place = i;
        plan.check(() -> curve.requireDrawable(place, labeled.get(), shards.get()));
      }
    }
  }

  private Optional<AveragingPlan> averaging(Section averaging, AveragingPlan standard) {
    Optional<Integer> localSteps =
        averaging.valueOr(
            "localSteps", Form.wholeNumber(AveragingPlan.LOCAL_STEPS), standard.localSteps());
    Optional<Outer> outer =
        averaging.has("outer")
            ? averaging.section("outer").flatMap(PlanSchema::outer)
            : Optional.of(standard.outer());
    Optional<OptimizerState> state =
        averaging.valueOr(
            "optimizerState", Form.word(OptimizerState.class), standard.optimizerState());
    Optional<Mode> mode =
        averaging.has("mode")
            ? averaging.section("mode").flatMap(PlanSchema::mode)
            : Optional.of(standard.mode());
    Optional<Updates> updates =
        averaging.valueOr("updates", Form.word(Updates.class), standard.updates());
    return averaging.build(
        () ->
            new AveragingPlan(
                localSteps.orElseThrow(),
                outer.orElseThrow(),
                state.orElseThrow(),
                mode.orElseThrow(),
                updates.orElseThrow()));
  }

  private static Optional<Mode> mode(Section mode) {
    Optional<ModeKind> kind = mode.required("kind", Form.word(ModeKind.class));
    Form<Integer> rounds = Form.wholeNumber(Mode.STALENESS);
    Optional<Integer> staleness =
        kind.filter(k -> k == ModeKind.STALE).isPresent()
            ? mode.required("staleness", rounds)
            : mode.valueOr("staleness", rounds, 0);
    Form<Double> rate = Form.number(Mode.MOVING_RATE);
    Optional<Double> movingRate =
        kind.filter(k -> k == ModeKind.ELASTIC).isPresent()
            ? mode.required("movingRate", rate)
            : mode.optional("movingRate", rate).or(() -> Optional.of(0.0));
    return mode.build(
        () -> new Mode(kind.orElseThrow(), staleness.orElseThrow(), movingRate.orElseThrow()));
  }

  private static Optional<Outer> outer(Section outer) {
    Optional<OuterKind> kind = outer.required("kind", Form.word(OuterKind.class));
    boolean plain = kind.filter(k -> k == OuterKind.NESTEROV).isEmpty();
    Form<Double> rate = Form.number(Outer.LEARNING_RATE);
    Form<Double> fraction = Form.number(Outer.MOMENTUM);
    Optional<Double> learningRate =
        plain
            ? outer.valueOr("learningRate", rate, Outer.average().learningRate())
            : outer.required("learningRate", rate);
    Optional<Double> momentum =
        plain
            ? outer.valueOr("momentum", fraction, Outer.average().momentum())
            : outer.required("momentum", fraction);
    return outer.build(
        () -> new Outer(kind.orElseThrow(), learningRate.orElseThrow(), momentum.orElseThrow()));
  }

  /**
   * Fine-tuning; its objective, which says what data there must be, may be sound where it is not.
   */
  private record Tuning(Optional<Objective> objective, Optional<FineTunePlan> plan) {}

  private Optional<Tuning> tuning(Section fineTune, AveragingPlan standard) {
    Optional<Objective> objective =
        fineTune.valueOr("objective", Form.word(Objective.class), Objective.CLASSIFY);
    return Optional.of(new Tuning(objective, fineTune(fineTune, objective, standard)));
  }

  private Optional<FineTunePlan> fineTune(
      Section fineTune, Optional<Objective> objective, AveragingPlan standard) {
    Optional<StagePlan> stage = stages.stage(fineTune);
    Optional<Double> corruption =
        fineTune.valueOr("corruption", Form.number(FineTunePlan.CORRUPTION), 0.0);
    Optional<Double> dropout = fineTune.valueOr("dropout", Form.number(FineTunePlan.DROPOUT), 0.0);
    Optional<AugmentationPlan> augmentation =
        fineTune.group("augmentation", AugmentationPlan::read);
    Optional<AveragingPlan> averaging =
        fineTune.sectionOrEmpty("averaging").flatMap(section -> averaging(section, standard));
    Optional<PseudoLabelPlan> pseudoLabels = fineTune.group("pseudoLabels", this::pseudoLabels);
    if (pseudoLabels.isPresent() && objective.filter(o -> o != Objective.CLASSIFY).isPresent()) {
      fineTune.report("pseudoLabels", "is not allowed", "needs objective: classify");
    }
    return fineTune.build(
        () ->
            new FineTunePlan(
                objective.orElseThrow(),
                stage.orElseThrow(),
                corruption.orElseThrow(),
                dropout.orElseThrow(),
                augmentation,
                averaging.orElseThrow(),
                pseudoLabels));
  }

  private Optional<PseudoLabelPlan> pseudoLabels(Section pseudoLabels) {
    Optional<Integer> generations =
        pseudoLabels.required("generations", Form.wholeNumber(PseudoLabelPlan.GENERATIONS));
    Optional<StagePlan> stage = stages.stage(pseudoLabels);
    return pseudoLabels.build(
        () -> new PseudoLabelPlan(generations.orElseThrow(), stage.orElseThrow()));
  }

  private static Optional<LabelCurvePlan> labelCurve(Section curve) {
    List<Optional<Integer>> examples =
        curve.values("examples", Form.wholeNumber(DataPlan.LABELED_EXAMPLES));
    Optional<Integer> draws = curve.required("draws", Form.wholeNumber(LabelCurvePlan.DRAWS));
    return curve.build(
        () ->
            new LabelCurvePlan(
                examples.stream().map(Optional::orElseThrow).toList(), draws.orElseThrow()));
  }

  private static Optional<DivergencePlan> divergence(Section divergence) {
    Optional<Integer> rewinds =
        divergence.valueOr(
            "rewinds", Form.wholeNumber(DivergencePlan.REWINDS), DIVERGENCE.rewinds());
    Optional<Double> rate =
        divergence.valueOr(
            "rateFactor", Form.number(DivergencePlan.RATE_FACTOR), DIVERGENCE.rateFactor());
    Optional<Double> loss =
        divergence.valueOr(
            "lossFactor", Form.number(DivergencePlan.LOSS_FACTOR), DIVERGENCE.lossFactor());
    return divergence.build(
        () -> new DivergencePlan(rewinds.orElseThrow(), rate.orElseThrow(), loss.orElseThrow()));
  }

  private static Optional<CheckpointPlan> checkpoints(Section checkpoints) {
    Optional<Integer> rounds =
        checkpoints.valueOr("rounds", Form.wholeNumber(CheckpointPlan.ROUNDS), CHECKPOINT_ROUNDS);
    Optional<String> directory = checkpoints.optional("directory", Form.path());
    return checkpoints.build(() -> new CheckpointPlan(rounds.orElseThrow(), directory));
  }

  private static Optional<PublishPlan> publish(Section publish, Optional<String> name) {
    Optional<String> registry = publish.valueOr("registry", Form.path(), "models");
    // Where the plan's name has a problem, nothing is built; the default only fills its place.
    Optional<String> model =
        publish
            .optional("model", PublishPlan.name())
            .or(() -> name.or(() -> Optional.of("nameless")));
    Optional<Boolean> benefit = publish.valueOr("requireBenefit", Form.flag(), false);
    return publish.build(
        () -> new PublishPlan(registry.orElseThrow(), model.orElseThrow(), benefit.orElseThrow()));
  }
}
