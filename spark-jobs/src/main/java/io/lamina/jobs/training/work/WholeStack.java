package io.lamina.jobs.training.work;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The stack that comes out of a plan: with a softmax layer on top where it classifies, else
 * unrolled.
 */
public record WholeStack(TrainingPlan plan) {
  /**
   * The whole stack.
   *
   * @param input the shape of an example
   */
  public Stack on(Shape input) {
    Stack layers = layers(input);
    return plan.classifies()
        ? layers.withSoftmax(plan.data().classes().orElseThrow())
        : layers.unrolled(
            IntStream.range(0, plan.layers().size()).mapToObj(plan::reconstruction).toList());
  }

  /**
   * The layers that are pretrained, without what is on top of them.
   *
   * @param input the shape of an example
   */
  public Stack layers(Shape input) {
    Stack stack = new Stack(input, List.of());
    for (LayerPlan layer : plan.layers()) {
      stack = stack.with(layer.layer(stack.output()));
    }
    return stack;
  }
}
