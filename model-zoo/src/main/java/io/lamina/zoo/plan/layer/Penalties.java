package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;
import java.util.Optional;

/**
 * What an autoencoder minimises beside its reconstruction loss.
 *
 * @param sparsity of the mean codes
 * @param contraction λ of {@code λ Σ (∂h/∂x)²}, the squared norm of the encoder's Jacobian, a mean
 *     over examples (Rifai, Vincent, Muller, Glorot, Bengio: Contractive auto-encoders, ICML 2011)
 * @param weightDecay λ of {@code λ/2 Σ w²} over all weights; biases have none
 */
public record Penalties(Optional<Sparsity> sparsity, double contraction, double weightDecay) {
  public static final Range CONTRACTION = Range.closed(0, 1000);
  public static final Range WEIGHT_DECAY = Range.closed(0, 1);

  public Penalties {
    requireNonNull(sparsity, "sparsity is null");
    CONTRACTION.require("contraction", contraction);
    WEIGHT_DECAY.require("weightDecay", weightDecay);
  }

  public static Penalties none() {
    return new Penalties(Optional.empty(), 0, 0);
  }
}
