package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.layer.LayerPlan;

/** Finds the trainer of what a plan asks for. */
public final class Trainers {
  private Trainers() {}

  /**
   * The trainer of a layer.
   *
   * @param plan what to train
   * @param input the shape of an example
   * @param made the non-linearity that made the input, linear for any data
   * @param operations the device; closed with the trainer
   */
  public static Trainer layer(LayerPlan plan, Shape input, Activation made, Operations operations) {
    return LayerKind.of(plan).trainer(plan, input, made, operations);
  }

  /**
   * The trainer of the last stage.
   *
   * @param plan how to train
   * @param stack what to train, whole: with its softmax layer, or unrolled
   * @param operations the device; closed with the trainer
   */
  public static Trainer fineTuner(FineTunePlan plan, Stack stack, Operations operations) {
    return new FineTuner(plan, stack, operations);
  }
}
