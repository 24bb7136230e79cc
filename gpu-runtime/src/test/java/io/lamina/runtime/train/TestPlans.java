package io.lamina.runtime.train;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Corruption;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import io.lamina.zoo.plan.stage.UpdateRule;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans of layers, of which a test changes what it is about. */
final class TestPlans {
  static final Corruption MASKING = new MaskingNoise(0.3);

  private TestPlans() {}

  static StagePlan stage(int batchSize) {
    return stage(batchSize, new GradientDescent());
  }

  static StagePlan stage(int batchSize, UpdateRule rule) {
    OptimizerPlan optimizer = new OptimizerPlan(0.1, 0.1, OptimizerPlan.Schedule.LINEAR, rule);
    return new StagePlan(optimizer, batchSize, TrainingLength.rounds(1));
  }

  static Autoencoder autoencoder(int units, Optional<Corruption> corruption, StagePlan stage) {
    return new Autoencoder(
        units,
        Activation.SIGMOID,
        Weights.TIED,
        ReconstructionLoss.CROSS_ENTROPY,
        corruption,
        1,
        Penalties.none(),
        stage);
  }

  static Autoencoder autoencoder(
      int units, Activation activation, ReconstructionLoss loss, Corruption noise, int batchSize) {
    return new Autoencoder(
        units,
        activation,
        Weights.TIED,
        loss,
        Optional.of(noise),
        1,
        Penalties.none(),
        stage(batchSize));
  }

  static Autoencoder with(Autoencoder plan, Weights weights, Penalties penalties) {
    return new Autoencoder(
        plan.units(),
        plan.activation(),
        weights,
        plan.loss(),
        plan.corruption(),
        plan.winners(),
        penalties,
        plan.stage());
  }

  /**
   * A convolution over pictures, of which it draws four patches each.
   *
   * @param learns the keys of what learns from them
   */
  static LayerPlan convolution(String learns, int batchSize) {
    return convolution("size: 3, border: same, patches: 4", learns, batchSize);
  }

  /**
   * A convolution of three filters.
   *
   * @param keys its own
   * @param learns the keys of what learns for it
   */
  static LayerPlan convolution(String keys, String learns, int batchSize) {
    return layer("kind: convolution, filters: 3, " + keys + ", learns: " + learns, batchSize);
  }

  /**
   * A layer of three units.
   *
   * @param keys of its kind, in braces
   */
  static LayerPlan dense(String keys, int batchSize) {
    return layer("units: 3, " + keys.substring(1, keys.length() - 1), batchSize);
  }

  /** A layer of so many units. */
  static LayerPlan layerOf(int units, String keys, int batchSize) {
    return layer("units: " + units + ", " + keys.substring(1, keys.length() - 1), batchSize);
  }

  private static LayerPlan layer(String keys, int batchSize) {
    String plan =
        String.format(
            Locale.ROOT,
            """
            name: layer
            data:
              unlabeled: {format: generated-digits, examples: 10, seed: 1}
              test: {format: generated-digits, examples: 10, seed: 2}
            shards: 1
            layers:
              - {%s, learningRate: 0.1, batchSize: %d, rounds: 1}
            averaging: {localSteps: 1}
            """,
            keys,
            batchSize);
    try {
      return new PlanReader().read(new PlanText("plan.yaml", plan), List.of()).layers().get(0);
    } catch (InvalidPlanException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Rbm rbm(int units, int gibbsSteps, double weightDecay, StagePlan stage) {
    return new Rbm(
        units,
        Rbm.Visible.BERNOULLI,
        Rbm.Hidden.BERNOULLI,
        Rbm.Chain.DATA,
        Rbm.VisibleStates.SAMPLED,
        gibbsSteps,
        Optional.empty(),
        weightDecay,
        stage);
  }

  static Rbm rbm(
      int units,
      Rbm.Visible visible,
      Rbm.Hidden hidden,
      Rbm.Chain chain,
      Rbm.VisibleStates states,
      StagePlan stage) {
    Optional<Sparsity> sparsity =
        hidden == Rbm.Hidden.BERNOULLI ? Optional.of(new Sparsity(0.1, 0.5)) : Optional.empty();
    return new Rbm(units, visible, hidden, chain, states, 2, sparsity, 1e-3, stage);
  }

  /** Every kind of units and of chain, as above. */
  static Stream<Rbm> rbms(int units, StagePlan stage) {
    return Arrays.stream(Rbm.Visible.values())
        .flatMap(
            visible ->
                Arrays.stream(Rbm.Hidden.values())
                    .flatMap(
                        hidden ->
                            Stream.of(
                                rbm(
                                    units,
                                    visible,
                                    hidden,
                                    Rbm.Chain.DATA,
                                    Rbm.VisibleStates.SAMPLED,
                                    stage),
                                rbm(
                                    units,
                                    visible,
                                    hidden,
                                    Rbm.Chain.DATA,
                                    Rbm.VisibleStates.MEANS,
                                    stage),
                                rbm(
                                    units,
                                    visible,
                                    hidden,
                                    Rbm.Chain.PERSISTENT,
                                    Rbm.VisibleStates.SAMPLED,
                                    stage))));
  }
}
