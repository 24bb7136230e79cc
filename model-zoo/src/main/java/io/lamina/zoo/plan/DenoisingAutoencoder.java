package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * A denoising autoencoder with tied weights: {@code h = f(Wᵀx̃ + b)}, {@code y = g(W h + c)}, where
 * x̃ is the input with a fraction of its values set to zero (masking noise). {@code g} is the
 * non-linearity that made the layer's input: sigmoid for data and for sigmoid codes, tanh for tanh
 * codes.
 *
 * <p>Vincent, Larochelle, Lajoie, Bengio, Manzagol: Stacked Denoising Autoencoders, JMLR 11 (2010).
 *
 * @param units hidden units
 * @param activation of the hidden units
 * @param loss what is minimised
 * @param corruption the probability that an input value is masked
 * @param optimizer inside a round
 * @param batchSize examples in a mini-batch
 * @param length how long it trains
 */
public record DenoisingAutoencoder(
    int units,
    Activation activation,
    ReconstructionLoss loss,
    double corruption,
    OptimizerPlan optimizer,
    int batchSize,
    TrainingLength length)
    implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "denoising-autoencoder";

  public static final Range CORRUPTION = Range.below(0, 1);

  public DenoisingAutoencoder {
    UNITS.require("units", units);
    requireNonNull(activation, "activation is null");
    requireNonNull(loss, "loss is null");
    CORRUPTION.require("corruption", corruption);
    requireNonNull(optimizer, "optimizer is null");
    BATCH_SIZE.require("batchSize", batchSize);
    requireNonNull(length, "length is null");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
