package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.layer.Convolutional;
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
    TwoWay learnt = plan.pretrained(input, made).learnt();
    if (plan instanceof Convolutional convolution) {
      LayerPlan learner = convolution.learns();
      return LayerKind.of(learner)
          .trainer(learner, learnt, drawn(convolution, input, made, operations), operations);
    }
    LayerInput whole = new LayerInput.Whole(made, operations);
    return LayerKind.of(plan).trainer(plan, learnt, whole, operations);
  }

  private static LayerInput drawn(
      Convolutional plan, Shape input, Activation made, Operations operations) {
    Window window = plan.window(input);
    return LayerInput.Drawn.of(made, operations, window, plan.columns(), plan.stage().batchSize());
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
