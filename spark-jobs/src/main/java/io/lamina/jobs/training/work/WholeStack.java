package io.lamina.jobs.training.work;

import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
        : unrolled(layers);
  }

  /**
   * A softmax layer alone.
   *
   * @param input the shape of an example
   */
  public Stack softmax(Shape input) {
    return new Stack(input, List.of()).withSoftmax(plan.data().classes().orElseThrow());
  }

  private Stack unrolled(Stack layers) {
    List<Pretrained> topFirst = new ArrayList<>(pretrained(layers.input()));
    Collections.reverse(topFirst);
    Stack whole = layers;
    for (Pretrained layer : topFirst) {
      whole = whole.then(new Stack(layer.output(), layer.down()));
    }
    return whole;
  }

  /**
   * The layers that are pretrained, without what is on top of them.
   *
   * @param input the shape of an example
   */
  public Stack layers(Shape input) {
    Stack stack = new Stack(input, List.of());
    for (Pretrained layer : pretrained(input)) {
      stack = stack.then(new Stack(layer.input(), layer.up()));
    }
    return stack;
  }

  /**
   * The plan's layers, the lowest first.
   *
   * @param input the shape of an example
   * @throws PlanRuleException if a layer cannot read what the one below gives, or fine-tuning
   *     changes pictures and examples are none
   */
  public List<Pretrained> pretrained(Shape input) {
    plan.fineTune()
        .flatMap(FineTunePlan::augmentation)
        .ifPresent(augmentation -> augmentation.requirePictures(input));
    List<Pretrained> layers = new ArrayList<>();
    Shape below = input;
    for (int k = 0; k < plan.layers().size(); k++) {
      Pretrained layer = pretrained(k, below);
      layers.add(layer);
      below = layer.output();
    }
    return layers;
  }

  private Pretrained pretrained(int k, Shape input) {
    try {
      return plan.layers().get(k).pretrained(input, plan.inputActivation(k));
    } catch (PlanRuleException e) {
      throw e.below("layers[" + k + "]");
    }
  }
}
