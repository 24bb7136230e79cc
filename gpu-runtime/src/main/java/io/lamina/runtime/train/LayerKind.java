package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Convolutional;
import io.lamina.zoo.plan.layer.KMeans;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.List;

/**
 * What trains a kind of layer.
 *
 * @param plan the plans it trains
 * @param trainer makes a trainer
 * @param weights draws the weights before the first step
 */
record LayerKind<P extends LayerPlan>(Class<P> plan, Maker<P> trainer, Start<P> weights) {
  private static final List<LayerKind<?>> ALL =
      List.of(
          new LayerKind<>(Autoencoder.class, AutoencoderTrainer::new, AutoencoderTrainer::start),
          new LayerKind<>(KMeans.class, KMeansTrainer::new, KMeansTrainer::start),
          new LayerKind<>(Rbm.class, RbmTrainer::new, RbmTrainer::start));

  /** The kind of a plan; of a convolution that of what learns for it. */
  static LayerKind<?> of(LayerPlan plan) {
    return plan instanceof Convolutional convolution ? of(convolution.learns()) : ofLearner(plan);
  }

  private static LayerKind<?> ofLearner(LayerPlan plan) {
    return ALL.stream()
        .filter(kind -> kind.plan.isInstance(plan))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no trainer for " + plan.kind()));
  }

  /** Draws the weights of a layer into its vector, which is zero. */
  void draw(LayerPlan layer, TwoWay learnt, RandomKey key, float[] parameters) {
    weights.draw(plan.cast(layer), learnt, key, parameters);
  }

  Trainer trainer(LayerPlan layer, Pretrained pretrained, LayerInput input, Operations operations) {
    return trainer.make(plan.cast(layer), pretrained, input, operations);
  }

  /** Makes trainers. */
  @FunctionalInterface
  interface Maker<P> {
    Trainer make(P plan, Pretrained layer, LayerInput input, Operations operations);
  }

  /** Draws weights into a layer's vector, which is zero. */
  @FunctionalInterface
  interface Start<P> {
    void draw(P plan, TwoWay layer, RandomKey key, float[] parameters);
  }
}
