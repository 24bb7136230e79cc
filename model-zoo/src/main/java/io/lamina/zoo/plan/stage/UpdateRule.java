package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;

/** What an optimizer does with the mean gradient g of a mini-batch; η is the learning rate. */
public sealed interface UpdateRule {
  /** The values it remembers for each parameter. */
  int stateVectors();

  /** The values a step needs for each parameter beside those. */
  default int scratchVectors() {
    return 0;
  }

  /** {@code θ ← θ - ηg}. */
  record GradientDescent() implements UpdateRule {
    @Override
    public int stateVectors() {
      return 0;
    }
  }

  /**
   * A velocity that gradients push: {@code v ← μv - ηg}. The momentum μ runs in a straight line
   * over the rounds of a stage.
   *
   * @param form what is done with the velocity
   * @param momentum of the first round
   * @param finalMomentum of the last round
   */
  record Momentum(Form form, double momentum, double finalMomentum) implements UpdateRule {
    public static final Range MOMENTUM = Range.below(0, 1);

    public Momentum {
      requireNonNull(form, "form is null");
      MOMENTUM.require("momentum", momentum);
      MOMENTUM.require("finalMomentum", finalMomentum);
    }

    @Override
    public int stateVectors() {
      return 1;
    }

    /** The two forms of momentum. */
    public enum Form {
      /** {@code θ ← θ + v} (Polyak 1964). */
      CLASSICAL,
      /** The gradient is taken at {@code θ + μv} (Nesterov 1983). */
      NESTEROV
    }
  }

  /**
   * Adam (Kingma and Ba, ICLR 2015); weight decay, where there is some, is part of the gradient.
   *
   * @param beta1 how much of the gradients' mean is kept in a step
   * @param beta2 how much of the mean of their squares is kept
   * @param epsilon is added to the root of that
   */
  record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
    public static final Range BETA = Range.below(0, 1);
    public static final Range EPSILON = Range.above(0, 1);

    public Adam {
      BETA.require("beta1", beta1);
      BETA.require("beta2", beta2);
      EPSILON.require("epsilon", epsilon);
    }

    /** The constants of the paper. */
    public static Adam standard() {
      return new Adam(0.9, 0.999, 1e-8);
    }

    @Override
    public int stateVectors() {
      return 2;
    }

    /** The gradient. */
    @Override
    public int scratchVectors() {
      return 1;
    }
  }
}
