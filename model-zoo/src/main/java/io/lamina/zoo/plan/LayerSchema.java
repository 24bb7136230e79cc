package io.lamina.zoo.plan;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a layer. */
final class LayerSchema {
  private final StageSchema stages = new StageSchema();
  private final Map<String, Function<Section, Optional<LayerPlan>>> kinds =
      Map.of(DenoisingAutoencoder.KIND, this::autoencoder, BernoulliRbm.KIND, this::rbm);

  Optional<LayerPlan> layer(Section layer) {
    return layer.required("kind", Form.oneOf(kinds)).flatMap(kind -> kind.apply(layer));
  }

  private Optional<LayerPlan> autoencoder(Section layer) {
    Optional<Integer> units = units(layer);
    Optional<Activation> activation =
        layer.valueOr("activation", Form.word(Activation.class), Activation.SIGMOID);
    Optional<ReconstructionLoss> loss =
        layer.valueOr(
            "loss", Form.word(ReconstructionLoss.class), ReconstructionLoss.CROSS_ENTROPY);
    Optional<Double> corruption =
        layer.required("corruption", Form.number(DenoisingAutoencoder.CORRUPTION));
    Optional<OptimizerPlan> optimizer = stages.optimizer(layer);
    Optional<Integer> batchSize = stages.batchSize(layer);
    Optional<TrainingLength> length = stages.length(layer);
    return layer.build(
        () ->
            new DenoisingAutoencoder(
                units.orElseThrow(),
                activation.orElseThrow(),
                loss.orElseThrow(),
                corruption.orElseThrow(),
                optimizer.orElseThrow(),
                batchSize.orElseThrow(),
                length.orElseThrow()));
  }

  private Optional<LayerPlan> rbm(Section layer) {
    Optional<Integer> units = units(layer);
    Optional<Integer> gibbsSteps =
        layer.valueOr("gibbsSteps", Form.wholeNumber(BernoulliRbm.GIBBS_STEPS), 1);
    Optional<Double> weightDecay =
        layer.valueOr("weightDecay", Form.number(BernoulliRbm.WEIGHT_DECAY), 0.0);
    Optional<OptimizerPlan> optimizer = stages.optimizer(layer);
    Optional<Integer> batchSize = stages.batchSize(layer);
    Optional<TrainingLength> length = stages.length(layer);
    return layer.build(
        () ->
            new BernoulliRbm(
                units.orElseThrow(),
                gibbsSteps.orElseThrow(),
                weightDecay.orElseThrow(),
                optimizer.orElseThrow(),
                batchSize.orElseThrow(),
                length.orElseThrow()));
  }

  private static Optional<Integer> units(Section layer) {
    return layer.required("units", Form.wholeNumber(LayerPlan.UNITS));
  }
}
