package io.lamina.jobs.training.work;

import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.stream.IntStream;

/**
 * The stack that comes out of a plan: with a softmax layer on top where it classifies, else
 * unrolled.
 */
public record WholeStack(TrainingPlan plan) {
  public LayerStack on(int inputs) {
    LayerStack layers = LayerStack.of(inputs, plan.layers());
    return plan.classifies()
        ? layers.withSoftmax(plan.data().classes().orElseThrow())
        : layers.unrolled(
            IntStream.range(0, plan.layers().size()).mapToObj(plan::reconstruction).toList());
  }
}
