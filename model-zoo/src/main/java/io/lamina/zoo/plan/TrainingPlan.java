package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What to train, and how: the whole input of a run beside the data itself. Two runs of equal plans
 * on equal data and the same kind of device give the same bits, on any number of executors.
 *
 * @param name what the run is called: a model's name, see {@link PublishPlan#isName}
 * @param description one line for people
 * @param seed of every random number
 * @param data what it learns from and is judged by
 * @param shards the number of logical shards the data is dealt to
 * @param layers the layers to pretrain, the lowest first; at least one
 * @param averaging how the shards' updates become one
 * @param fineTune the supervised stage
 * @param compareWithScratch whether the same network is also trained from a random start
 * @param publish where the model goes
 * @param resources what an executor may use
 */
public record TrainingPlan(
    String name,
    String description,
    long seed,
    DataPlan data,
    int shards,
    List<LayerPlan> layers,
    AveragingPlan averaging,
    FineTunePlan fineTune,
    boolean compareWithScratch,
    PublishPlan publish,
    ResourcePlan resources) {
  public static final Range SHARDS = Range.closed(1, 100_000);

  public TrainingPlan {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    if (!PublishPlan.isName(name)) {
      throw new IllegalArgumentException(
          "not a name: '" + name + "' (" + PublishPlan.NAME_RULE + ")");
    }
    if (!Form.line().accepts(description)) {
      throw new IllegalArgumentException("the description is more than one line");
    }
    requireNonNull(data, "data is null");
    SHARDS.require("shards", shards);
    layers = List.copyOf(layers);
    requireNonNull(averaging, "averaging is null");
    requireNonNull(fineTune, "fineTune is null");
    requireNonNull(publish, "publish is null");
    requireNonNull(resources, "resources is null");
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers is empty, must have at least one layer");
    }
    for (int k = 1; k < layers.size(); k++) {
      requireInput(k, layers.get(k), layers.get(k - 1).activation());
    }
    data.labeledExamples().ifPresent(count -> requireFilled(count, shards));
    requireUnitInput(data);
  }

  /**
   * The non-linearity that made the input of layer {@code k}: data lie in [0, 1], as sigmoid codes
   * do.
   */
  public Activation inputActivation(int k) {
    return k == 0 ? Activation.SIGMOID : layers.get(k - 1).activation();
  }

  /**
   * Refuses a layer that cannot learn from the codes of the layer below it: inputs in [0, 1] are
   * what cross-entropy and RBMs need.
   *
   * @param k the layer's place in the plan
   * @param input the non-linearity that made the layer's input
   */
  static void requireInput(int k, LayerPlan layer, Activation input) {
    if (input == Activation.SIGMOID) {
      return;
    }
    if (layer instanceof DenoisingAutoencoder autoencoder) {
      if (autoencoder.loss() == ReconstructionLoss.CROSS_ENTROPY) {
        throw new PlanRuleException(
            "layers[" + k + "].loss",
            Form.spelled(autoencoder.loss()),
            "must be squared-error on the tanh codes of the layer below, or use sigmoid there");
      }
      return;
    }
    throw new PlanRuleException(
        "layers[" + k + "].kind",
        layer.kind(),
        "needs inputs in [0, 1]: use sigmoid instead of tanh in the layer below");
  }

  /** No kind of layer reads other values yet. */
  private static void requireUnitInput(DataPlan data) {
    if (data.inputRange() == InputRange.REAL) {
      boolean raw = data.preprocessing().isEmpty();
      throw new PlanRuleException(
          raw ? "data" : "data.preprocessing",
          data.inputRange(),
          "gives values outside of [0, 1], which no layer reads: end "
              + (raw ? "data.preprocessing" : "it")
              + " with min-max or clip-and-scale");
    }
  }

  private static void requireFilled(int labeledExamples, int shards) {
    if (labeledExamples < shards) {
      throw new PlanRuleException(
          "data.labeledExamples", labeledExamples, "must be at least shards, " + shards);
    }
  }
}
