package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;

/**
 * Noise that an autoencoder has to see through (Vincent et al.: Stacked denoising autoencoders,
 * JMLR 11, 2010, section 3.1).
 *
 * @param kind of noise
 * @param amount of it: a probability, or for Gaussian noise a standard deviation
 */
public record Corruption(Kind kind, double amount) {
  public static final Range PROBABILITY = Range.below(0, 1);
  public static final Range DEVIATION = Range.above(0, 100);

  public Corruption {
    requireNonNull(kind, "kind is null");
    Range range = kind == Kind.GAUSSIAN ? DEVIATION : PROBABILITY;
    if (!range.contains(amount)) {
      throw new PlanRuleException("amount", amount, "must be " + range);
    }
  }

  /** The kinds of noise. */
  public enum Kind {
    /** A value is set to 0. */
    MASKING,
    /** A value is set to its lowest or its highest, by the toss of a coin. */
    SALT_AND_PEPPER,
    /** Normal noise is added to every value. */
    GAUSSIAN
  }

  static Optional<Corruption> read(Section corruption) {
    Optional<Kind> kind = corruption.required("kind", Form.word(Kind.class));
    boolean gaussian = kind.filter(k -> k == Kind.GAUSSIAN).isPresent();
    Optional<Double> amount =
        corruption.required("amount", Form.number(gaussian ? DEVIATION : PROBABILITY));
    return corruption.build(() -> new Corruption(kind.orElseThrow(), amount.orElseThrow()));
  }

  Map<String, Object> keys() {
    return Keys.of("kind", kind, "amount", amount);
  }
}
