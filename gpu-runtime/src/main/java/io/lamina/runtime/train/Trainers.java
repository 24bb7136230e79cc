package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
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
    Pretrained pretrained = plan.pretrained(input, made);
    LayerPlan learner = plan instanceof Convolutional convolution ? convolution.learns() : plan;
    return LayerKind.of(learner)
        .trainer(learner, pretrained, read(plan, input, made, operations), operations);
  }

  private static LayerInput read(
      LayerPlan plan, Shape input, Activation made, Operations operations) {
    if (plan instanceof Convolutional convolution && convolution.patches().isPresent()) {
      Window window = convolution.window(input);
      int examples = plan.stage().batchSize();
      return LayerInput.Drawn.of(made, operations, window, plan.columns(), examples);
    }
    return new LayerInput.Whole(made, operations);
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
