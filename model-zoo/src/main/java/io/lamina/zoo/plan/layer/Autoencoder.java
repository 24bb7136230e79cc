package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.WholeInput;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;

/**
 * An autoencoder: {@code h = f(Wᵀx̃ + b)}, {@code y = g(V h + c)}, where x̃ is the input, corrupted
 * or not, and V is W or has weights of its own. {@code g} follows from what made the input: sigmoid
 * for values in [0, 1] and for sigmoid codes, tanh for tanh codes, linear for all others (a
 * rectifier there would get no gradient where it is off).
 *
 * <p>Denoising with a corruption (Vincent, Larochelle, Lajoie, Bengio, Manzagol: Stacked denoising
 * autoencoders, JMLR 11, 2010), sparse or contractive with {@link Penalties}, else plain.
 *
 * @param units hidden units
 * @param activation of the hidden units
 * @param weights whether V is W
 * @param loss between reconstruction and clean input
 * @param corruption of the input while training
 * @param winners the share of the examples of a mini-batch for which a unit may be on while
 *     training: those that excite it most; 1 for all (Makhzani and Frey: Winner-take-all
 *     autoencoders, NIPS 2015)
 * @param penalties beside the loss
 * @param stage how it is trained
 */
public record Autoencoder(
    int units,
    Activation activation,
    Weights weights,
    ReconstructionLoss loss,
    Optional<Corruption> corruption,
    double winners,
    Penalties penalties,
    StagePlan stage)
    implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "autoencoder";

  static final Kind<LayerKeys, LayerPlan> READER = new Kind<>(KIND, Autoencoder::read);

  public static final Range WINNERS = Range.above(0, 1);

  public Autoencoder {
    UNITS.require("units", units);
    requireNonNull(activation, "activation is null");
    requireNonNull(weights, "weights is null");
    requireNonNull(loss, "loss is null");
    requireNonNull(corruption, "corruption is null");
    WINNERS.require("winners", winners);
    requireNonNull(penalties, "penalties is null");
    requireNonNull(stage, "stage is null");
    if (penalties.sparsity().isPresent() && activation != Activation.SIGMOID) {
      throw new PlanRuleException(
          "activation",
          Form.spelled(activation),
          "must be sigmoid beside sparsity, whose target is the share of examples a unit is on"
              + " for");
    }
    if (winners < 1 && activation != Activation.RECTIFIER) {
      throw new PlanRuleException(
          "activation",
          Form.spelled(activation),
          "must be rectifier beside winners: the other units of an example are off, which is 0");
    }
  }

  /** How many of the examples of a mini-batch a unit is on for. */
  public int winners(int examples) {
    return (int) Math.max(1, Math.round(winners * examples));
  }

  private static Optional<LayerPlan> read(LayerKeys keys) {
    Section layer = keys.section();
    Optional<Activation> activation =
        layer.valueOr("activation", Form.word(Activation.class), Activation.SIGMOID);
    Optional<Weights> weights = layer.valueOr("weights", Form.word(Weights.class), Weights.TIED);
    Optional<ReconstructionLoss> loss =
        layer.valueOr(
            "loss", Form.word(ReconstructionLoss.class), ReconstructionLoss.CROSS_ENTROPY);
    Optional<Corruption> corruption = layer.group("corruption", Corruptions::read);
    Optional<Double> winners = layer.valueOr("winners", Form.number(WINNERS), 1.0);
    Optional<Sparsity> sparsity = layer.group("sparsity", Sparsity::read);
    Optional<Double> contraction =
        layer.valueOr("contraction", Form.number(Penalties.CONTRACTION), 0.0);
    Optional<Double> decay = layer.valueOr("weightDecay", Form.number(Penalties.WEIGHT_DECAY), 0.0);
    return layer.build(
        () ->
            new Autoencoder(
                keys.units().orElseThrow(),
                activation.orElseThrow(),
                weights.orElseThrow(),
                loss.orElseThrow(),
                corruption,
                winners.orElseThrow(),
                new Penalties(sparsity, contraction.orElseThrow(), decay.orElseThrow()),
                keys.stage().orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Pretrained pretrained(Shape input, Activation made) {
    Dense encoder = Dense.of(input, units, activation);
    return new WholeInput(TwoWay.of(encoder, reconstruction(made), weights == Weights.TIED));
  }

  @Override
  public Activation reconstruction(Activation input) {
    return input == Activation.RECTIFIER ? Activation.LINEAR : input;
  }

  @Override
  public void requireInput(LayerInput input) {
    if (loss == ReconstructionLoss.CROSS_ENTROPY && !input.isUnit()) {
      throw new PlanRuleException(
          "loss",
          Form.spelled(loss),
          "must be squared-error on inputs outside of [0, 1], or " + input.remedy());
    }
    Optional<Corruption> unfit = corruption.filter(noise -> noise.needsBounds());
    if (unfit.isPresent() && !input.isBounded()) {
      throw new PlanRuleException(
          "corruption.kind",
          unfit.get().kind(),
          "needs inputs with a lowest and a highest value: take another, or " + input.remedy());
    }
  }

  /** The contraction's gradient, and the codes of which the winners are taken. */
  @Override
  public long scratch(Pretrained layer) {
    Layer encoder = layer.learnt().encoder();
    long contraction = penalties.contraction() > 0 ? encoder.block(Block.WEIGHTS).size() : 0;
    long codes = winners < 1 ? (long) encoder.output().size() * stage.batchSize() : 0;
    return contraction + codes;
  }

  @Override
  public Map<String, Object> keys() {
    return new Keys()
        .put("activation", activation)
        .put("weights", weights)
        .put("loss", loss)
        .put("corruption", corruption.map(Corruptions::keys))
        .put("winners", winners)
        .put("sparsity", penalties.sparsity().map(Sparsity::keys))
        .put("contraction", penalties.contraction())
        .put("weightDecay", penalties.weightDecay())
        .map();
  }
}
