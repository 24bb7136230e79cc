package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.ClippedRule;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.RmsProp;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/**
 * What does the steps of an optimizer: a new one is a line here.
 *
 * @param plan the plans it follows
 * @param update makes what takes the steps of a matrix
 */
record OptimizerKind<P extends UpdateRule>(Class<P> plan, Maker<P> update) {
  private static final List<OptimizerKind<?>> ALL =
      List.of(
          new OptimizerKind<>(GradientDescent.class, GradientDescentUpdate::of),
          new OptimizerKind<>(Momentum.class, MomentumUpdate::of),
          new OptimizerKind<>(Adam.class, AdamUpdate::of),
          new OptimizerKind<>(RmsProp.class, RmsPropUpdate::of),
          new OptimizerKind<>(ClippedRule.class, ClippedUpdate::of));

  /** The kind of a plan. */
  static OptimizerKind<?> of(UpdateRule rule) {
    return ALL.stream()
        .filter(kind -> kind.plan.isInstance(rule))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no optimizer for " + rule.kind()));
  }

  /** What takes the steps of a matrix of parameters, with nothing remembered yet. */
  Update update(UpdateRule rule, Matrix value, Operations operations) {
    return update.make(plan.cast(rule), value, operations);
  }

  /** Makes updates. */
  @FunctionalInterface
  interface Maker<P> {
    Update make(P rule, Matrix value, Operations operations);
  }
}
