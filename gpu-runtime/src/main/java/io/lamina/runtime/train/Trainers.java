package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.layer.LayerPlan;

/** Finds the trainer of what a plan asks for. */
public final class Trainers {
  private Trainers() {}

  /**
   * The trainer of a layer.
   *
   * @param plan what to train
   * @param inputs values of an example
   * @param inputActivation the non-linearity that made the input, linear for any data
   * @param operations the device; closed with the trainer
   */
  public static Trainer layer(
      LayerPlan plan, int inputs, Activation inputActivation, Operations operations) {
    return LayerKind.of(plan).trainer(plan, inputs, inputActivation, operations);
  }

  /**
   * The trainer of the last stage.
   *
   * @param plan how to train
   * @param stack what to train, whole: with its softmax layer, or unrolled
   * @param operations the device; closed with the trainer
   */
  public static Trainer fineTuner(FineTunePlan plan, LayerStack stack, Operations operations) {
    return new FineTuner(plan, stack, operations);
  }
}
