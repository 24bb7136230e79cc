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
    for (int k = 0; k < layers.size(); k++) {
      String trouble = troubleWithInput(layers.get(k), inputActivation(layers, k));
      if (!trouble.isEmpty()) {
        throw new IllegalArgumentException("layers[" + k + "]: " + trouble);
      }
    }
  }

  /**
   * The non-linearity that made the input of layer {@code k}: data lie in [0, 1], as sigmoid codes
   * do.
   */
  public Activation inputActivation(int k) {
    return inputActivation(layers, k);
  }

  private static Activation inputActivation(List<LayerPlan> layers, int k) {
    return k == 0 ? Activation.SIGMOID : layers.get(k - 1).activation();
  }

  /**
   * Why a layer cannot learn from such an input, or an empty text if it can.
   *
   * @param input the non-linearity that made the layer's input
   */
  static String troubleWithInput(LayerPlan layer, Activation input) {
    if (input == Activation.SIGMOID) {
      return "";
    }
    if (layer instanceof DenoisingAutoencoder autoencoder
        && autoencoder.loss() == ReconstructionLoss.SQUARED_ERROR) {
      return "";
    }
    String remedy =
        layer instanceof DenoisingAutoencoder
            ? "use loss: squared-error here, or activation: sigmoid below"
            : "use activation: sigmoid below";
    return "needs inputs in [0, 1], but the layer below gives tanh codes (" + remedy + ")";
  }
}
