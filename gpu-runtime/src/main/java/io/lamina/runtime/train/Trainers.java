package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.BernoulliRbm;
import io.lamina.zoo.plan.DenoisingAutoencoder;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.LayerPlan;

/** Finds the trainer of what a plan asks for. */
public final class Trainers {
  private Trainers() {}

  /**
   * The trainer of a layer.
   *
   * @param plan what to train
   * @param inputs values of an example
   * @param inputActivation the non-linearity that made the input
   * @param operations the device; closed with the trainer
   */
  public static Trainer layer(
      LayerPlan plan, int inputs, Activation inputActivation, Operations operations) {
    if (plan instanceof DenoisingAutoencoder autoencoder) {
      return new AutoencoderTrainer(autoencoder, inputs, inputActivation, operations);
    }
    if (plan instanceof BernoulliRbm rbm) {
      return new RbmTrainer(rbm, inputs, operations);
    }
    throw new IllegalArgumentException("no trainer for " + plan.kind());
  }

  /**
   * The trainer of the supervised stage.
   *
   * @param plan how to train
   * @param stack what to train, the softmax layer included
   * @param operations the device; closed with the trainer
   */
  public static Trainer fineTuner(FineTunePlan plan, LayerStack stack, Operations operations) {
    return new FineTuner(plan, stack, operations);
  }
}
