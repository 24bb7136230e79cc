package io.lamina.zoo.plan;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The keys of a layer. */
final class LayerSchema {
  private final StageSchema stages = new StageSchema();
  private final Map<String, BiFunction<Section, Common, Optional<LayerPlan>>> kinds =
      Map.of(DenoisingAutoencoder.KIND, this::autoencoder, BernoulliRbm.KIND, this::rbm);

  /** The keys that layers of all kinds have. */
  private record Common(
      Optional<Integer> units,
      Optional<OptimizerPlan> optimizer,
      Optional<Integer> batchSize,
      Optional<TrainingLength> length) {}

  /** What is wrong with the common keys is told also where the kind is. */
  Optional<LayerPlan> layer(Section layer) {
    Optional<BiFunction<Section, Common, Optional<LayerPlan>>> kind =
        layer.required("kind", Form.oneOf(kinds));
    Common common =
        new Common(
            units(layer), stages.optimizer(layer), stages.batchSize(layer), stages.length(layer));
    return kind.flatMap(reader -> reader.apply(layer, common));
  }

  private Optional<LayerPlan> autoencoder(Section layer, Common common) {
    Optional<Activation> activation =
        layer.valueOr("activation", Form.word(Activation.class), Activation.SIGMOID);
    Optional<ReconstructionLoss> loss =
        layer.valueOr(
            "loss", Form.word(ReconstructionLoss.class), ReconstructionLoss.CROSS_ENTROPY);
    Optional<Double> corruption =
        layer.required("corruption", Form.number(DenoisingAutoencoder.CORRUPTION));
    return layer.build(
        () ->
            new DenoisingAutoencoder(
                common.units().orElseThrow(),
                activation.orElseThrow(),
                loss.orElseThrow(),
                corruption.orElseThrow(),
                common.optimizer().orElseThrow(),
                common.batchSize().orElseThrow(),
                common.length().orElseThrow()));
  }

  private Optional<LayerPlan> rbm(Section layer, Common common) {
    Optional<Integer> gibbsSteps =
        layer.valueOr("gibbsSteps", Form.wholeNumber(BernoulliRbm.GIBBS_STEPS), 1);
    Optional<Double> weightDecay =
        layer.valueOr("weightDecay", Form.number(BernoulliRbm.WEIGHT_DECAY), 0.0);
    return layer.build(
        () ->
            new BernoulliRbm(
                common.units().orElseThrow(),
                gibbsSteps.orElseThrow(),
                weightDecay.orElseThrow(),
                common.optimizer().orElseThrow(),
                common.batchSize().orElseThrow(),
                common.length().orElseThrow()));
  }

  private static Optional<Integer> units(Section layer) {
    return layer.required("units", Form.wholeNumber(LayerPlan.UNITS));
  }
}
