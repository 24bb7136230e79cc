package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Noise that an autoencoder has to see through (Vincent et al.: Stacked denoising autoencoders,
 * JMLR 11, 2010, section 3.1). Each kind is a record of its own; {@link Corruptions} lists them.
 * Immutable.
 */
public interface Corruption {
  /** The name a plan calls it by. */
  String kind();

  /** How much of it there is. */
  double amount();

  /** Whether it needs inputs with a lowest and a highest value. */
  default boolean needsBounds() {
    return false;
  }

  /** A kind of noise. */
  static Kind<Section, Corruption> kind(String name, Range range, DoubleFunction<Corruption> of) {
    return new Kind<>(
        name,
        noise -> {
          Optional<Double> amount = noise.required("amount", Form.number(range));
          return noise.build(() -> of.apply(amount.orElseThrow()));
        });
  }

  /** Refuses an amount out of range. */
  static void require(Range range, double amount) {
    if (!range.contains(amount)) {
      throw new PlanRuleException("amount", amount, "must be " + range);
    }
  }
}
