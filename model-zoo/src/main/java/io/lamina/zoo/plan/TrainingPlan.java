package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.layer.LayerInput;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.retrain.RetrainPlan;
import io.lamina.zoo.plan.retrain.WarmStart;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.List;
import java.util.Optional;

/**
 * What to train, and how: the whole input of a run beside the data itself. Two runs of equal plans
 * on equal data and the same kind of device give the same bits, on any number of executors.
 *
 * @param name what the run is called: a model's name, see {@link NameRule#admits}
 * @param description one line for people
 * @param seed of every random number
 * @param data what it learns from and is judged by
 * @param shards the number of logical shards the data is dealt to
 * @param layers the layers to pretrain, the lowest first; at least one
 * @param averaging how the shards' updates become one
 * @param divergence what is done when numbers run away
 * @param fineTune the last stage; empty if the layers are all there is to train
 * @param compare what it is compared with
 * @param labelCurve how the error by the number of labels is studied; empty if it is not
 * @param checkpoints what is kept of the run while it goes on
 * @param publish where the model goes
 * @param resources what an executor may use
 * @param retrain how the model is trained again, and when it replaces the one before; empty for the
 *     defaults
 */
public record TrainingPlan(
    String name,
    String description,
    long seed,
    DataPlan data,
    int shards,
    List<LayerPlan> layers,
    AveragingPlan averaging,
    DivergencePlan divergence,
    Optional<FineTunePlan> fineTune,
    CompareChoice compare,
    Optional<LabelCurvePlan> labelCurve,
    CheckpointPlan checkpoints,
    PublishPlan publish,
    ResourcePlan resources,
    Optional<RetrainPlan> retrain) {
  public static final Range SHARDS = Range.closed(1, 100_000);

  public TrainingPlan {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    if (!NameRule.admits(name)) {
      throw new IllegalArgumentException("not a name: '" + name + "' (" + NameRule.TEXT + ")");
    }
    if (!Form.line().accepts(description)) {
      throw new IllegalArgumentException("the description is more than one line");
    }
    requireNonNull(data, "data is null");
    SHARDS.require("shards", shards);
    layers = List.copyOf(layers);
    requireNonNull(averaging, "averaging is null");
    requireNonNull(divergence, "divergence is null");
    requireNonNull(fineTune, "fineTune is null");
    requireNonNull(labelCurve, "labelCurve is null");
    requireNonNull(checkpoints, "checkpoints is null");
    requireNonNull(publish, "publish is null");
    requireNonNull(resources, "resources is null");
    requireNonNull(retrain, "retrain is null");
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers is empty, must have at least one layer");
    }
    requireInputs(data, layers);
    requireLabels(data, fineTune);
    requireMeasured(data, layers, fineTune);
    requireNonNull(compare, "compare is null");
    compare.require(fineTune);
    publish.requireComparable(compare, fineTune);
    requireComparable(resources, shards, averaging, fineTune);
    data.labeledExamples().ifPresent(count -> requireFilled(count, shards));
    labelCurve.ifPresent(curve -> requireLabelCurve(curve, data, shards));
  }

  /** What follows from measurements needs something to measure by. */
  private static void requireMeasured(
      DataPlan data, List<LayerPlan> layers, Optional<FineTunePlan> fineTune) {
    if (data.validation().isPresent()) {
      return;
    }
    for (int k = 0; k < layers.size(); k++) {
      requireUnmeasured("layers[" + k + "]", layers.get(k).stage());
    }
    fineTune.ifPresent(tuning -> requireUnmeasured("fineTune", tuning.stage()));
    fineTune
        .flatMap(FineTunePlan::pseudoLabels)
        .ifPresent(own -> requireUnmeasured("fineTune.pseudoLabels", own.stage()));
  }

  private static void requireUnmeasured(String path, StagePlan stage) {
    try {
      stage.watch().requireNone();
    } catch (PlanRuleException e) {
      throw e.below(path);
    }
  }

  /**
   * The non-linearity that made the input of layer {@code k}; of data in [0, 1] the sigmoid, of any
   * other data linear.
   */
  public Activation inputActivation(int k) {
    return k == 0
        ? LayerInput.data(data.inputRange()).activation()
        : layers.get(k - 1).activation();
  }

  /** The non-linearity of layer {@code k}'s reconstruction of its input. */
  public Activation reconstruction(int k) {
    return layers.get(k).reconstruction(inputActivation(k));
  }

  /**
   * Whether layer {@code k} takes its inputs for real numbers, and reconstructs them by linear
   * units: such a layer is made for values of variance 1.
   */
  public boolean readsRealValues(int k) {
    return reconstruction(k) == Activation.LINEAR;
  }

  /**
   * The start of layers that begin from a certain version of the model; empty if they begin from
   * random weights, as they do where the plan names no version but whichever is the champion.
   */
  public Optional<WarmStart> warmStart() {
    return retrain
        .flatMap(again -> again.start().warm())
        .filter(warm -> warm.version().isPresent());
  }

  /** Whether something after the layers learns from the unlabeled data, too. */
  public boolean rereadsUnlabeled() {
    return fineTune
        .filter(t -> t.objective() == Objective.RECONSTRUCT || t.pseudoLabels().isPresent())
        .isPresent();
  }

  /** Whether a run has the same bits for any number of executors, and whatever is lost. */
  public boolean keepsBits() {
    return averaging.mode().keepsBits()
        && fineTune.map(tuning -> tuning.averaging().mode().keepsBits()).orElse(true);
  }

  /** Whether the network that comes out tells classes. */
  public boolean classifies() {
    return fineTune.filter(tuning -> tuning.objective() == Objective.CLASSIFY).isPresent();
  }

  private static void requireLabels(DataPlan data, Optional<FineTunePlan> fineTune) {
    boolean classifies =
        fineTune.filter(tuning -> tuning.objective() == Objective.CLASSIFY).isPresent();
    if (classifies != data.labeled().isPresent()) {
      throw new IllegalArgumentException(
          classifies ? "no labeled data to classify by" : "labeled data that nothing learns from");
    }
  }

  /** What a shard comes to where workers run ahead depends on who trained what before. */
  private static void requireComparable(
      ResourcePlan resources,
      int shards,
      AveragingPlan averaging,
      Optional<FineTunePlan> fineTune) {
    if (resources.recheck() > 0 && shards < 2) {
      throw new PlanRuleException(
          "resources.recheck",
          resources.recheck(),
          "must be 0 with 1 shard: only one executor trains");
    }
    boolean comparable =
        averaging.mode().keepsBits()
            && fineTune.map(tuning -> tuning.averaging().mode().keepsBits()).orElse(true);
    if (resources.recheck() > 0 && !comparable) {
      throw new PlanRuleException(
          "resources.recheck",
          resources.recheck(),
          "must be 0 with averaging.mode stale or elastic: only synchronous rounds come to the same"
              + " bits on every executor");
    }
  }

  private static void requireInputs(DataPlan data, List<LayerPlan> layers) {
    LayerInput input = LayerInput.data(data.inputRange());
    for (int k = 0; k < layers.size(); k++) {
      requireInput(k, layers.get(k), input);
      input = LayerInput.codes(layers.get(k).activation());
    }
  }

  /**
   * Refuses a layer that cannot learn from what it reads.
   *
   * @param k the layer's place in the plan
   */
  static void requireInput(int k, LayerPlan layer, LayerInput input) {
    try {
      layer.requireInput(input);
    } catch (PlanRuleException e) {
      throw e.below("layers[" + k + "]");
    }
  }

  private static void requireLabelCurve(LabelCurvePlan curve, DataPlan data, int shards) {
    if (data.labeled().isEmpty()) {
      throw new PlanRuleException(
          "labelCurve.examples", curve.examples(), "needs labeled data to draw from");
    }
    curve.requireDrawable(data, shards);
  }

  private static void requireFilled(int labeledExamples, int shards) {
    if (labeledExamples < shards) {
      throw new PlanRuleException(
          "data.labeledExamples", labeledExamples, "must be at least shards, " + shards);
    }
  }
}
