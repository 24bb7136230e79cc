package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;

/**
 * A wish that units be off for most examples: {@code weight · Σ KL(target ‖ mean code)} over the
 * units, the mean over a mini-batch (Lee, Ekanadham, Ng: Sparse deep belief net model for visual
 * area V2, NIPS 2007; Ng: Sparse autoencoder, CS294A lecture notes, 2011).
 *
 * @param target the share of examples a unit should be on for
 * @param weight of the penalty
 */
public record Sparsity(double target, double weight) {
  public static final Range TARGET = new Range(0, false, 1, false);
  public static final Range WEIGHT = Range.above(0, 1000);

  public Sparsity {
    TARGET.require("target", target);
    WEIGHT.require("weight", weight);
  }

  static Optional<Sparsity> read(Section sparsity) {
    Optional<Double> target = sparsity.required("target", Form.number(TARGET));
    Optional<Double> weight = sparsity.required("weight", Form.number(WEIGHT));
    return sparsity.build(() -> new Sparsity(target.orElseThrow(), weight.orElseThrow()));
  }

  Map<String, Object> keys() {
    return Keys.of("target", target, "weight", weight);
  }
}
