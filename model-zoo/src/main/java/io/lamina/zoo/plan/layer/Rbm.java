package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.WholeInput;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;

/**
 * A restricted Boltzmann machine trained by contrastive divergence with k steps of Gibbs sampling
 * (CD-k; Hinton: Training products of experts by minimizing contrastive divergence, Neural
 * Computation 14, 2002), or with chains that go on from step to step (Tieleman: Training restricted
 * Boltzmann machines using approximations to the likelihood gradient, ICML 2008).
 *
 * @param units hidden units
 * @param visible what a visible unit is
 * @param hidden what a hidden unit is
 * @param chain where the Gibbs chain starts
 * @param visibleStates what the chain knows of its visible units
 * @param gibbsSteps k, the steps of the chain
 * @param sparsity of the hidden units' mean
 * @param weightDecay the weights' L2 penalty; biases have none
 * @param stage how it is trained
 */
public record Rbm(
    int units,
    Visible visible,
    Hidden hidden,
    Chain chain,
    VisibleStates visibleStates,
    int gibbsSteps,
    Optional<Sparsity> sparsity,
    double weightDecay,
    StagePlan stage)
    implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "rbm";

  static final Kind<LayerKeys, LayerPlan> READER = new Kind<>(KIND, Rbm::read);

  public static final Range GIBBS_STEPS = Range.closed(1, 1000);
  public static final Range WEIGHT_DECAY = Range.closed(0, 1);

  public Rbm {
    UNITS.require("units", units);
    requireNonNull(visible, "visible is null");
    requireNonNull(hidden, "hidden is null");
    requireNonNull(chain, "chain is null");
    requireNonNull(visibleStates, "visibleStates is null");
    GIBBS_STEPS.require("gibbsSteps", gibbsSteps);
    requireNonNull(sparsity, "sparsity is null");
    WEIGHT_DECAY.require("weightDecay", weightDecay);
    requireNonNull(stage, "stage is null");
    if (sparsity.isPresent() && hidden != Hidden.BERNOULLI) {
      throw new PlanRuleException(
          "hidden",
          Form.spelled(hidden),
          "must be bernoulli beside sparsity, whose target is the share of examples a unit is on"
              + " for");
    }
    if (chain == Chain.PERSISTENT && visibleStates == VisibleStates.MEANS) {
      throw new PlanRuleException(
          "visibleStates",
          Form.spelled(visibleStates),
          "must be sampled where chain is persistent, or the chains leave the model's"
              + " distribution");
    }
  }

  /** What a visible unit is. */
  public enum Visible {
    /** On or off; inputs in [0, 1] are taken as probabilities. */
    BERNOULLI,
    /** A real number with variance 1 around what the hidden units say. */
    GAUSSIAN
  }

  /** What a hidden unit is. */
  public enum Hidden {
    /** On or off. */
    BERNOULLI,
    /** Rectified, with noise whose variance is the sigmoid of its input (Nair and Hinton 2010). */
    RECTIFIED
  }

  /** Where a step's Gibbs chain starts. */
  public enum Chain {
    /** At the mini-batch's examples. */
    DATA,
    /** Where the last step's ended. Each shard has its own, as many as a mini-batch's examples. */
    PERSISTENT
  }

  /** What the chain's visible units are on the way back to the hidden ones. */
  public enum VisibleStates {
    /** Drawn from their distribution, as the likelihood's gradient wants it. */
    SAMPLED,
    /**
     * Their means (Hinton and Salakhutdinov, Science 313, 2006; Hinton's guide, 2010, section 3.2).
     * States that are on or off vary more than inputs between 0 and 1 do, for which the statistics
     * then make up by smaller weights; means do not.
     */
    MEANS
  }

  private static Optional<LayerPlan> read(LayerKeys keys) {
    Section layer = keys.section();
    Optional<Visible> visible =
        layer.valueOr("visible", Form.word(Visible.class), Visible.BERNOULLI);
    Optional<Hidden> hidden = layer.valueOr("hidden", Form.word(Hidden.class), Hidden.BERNOULLI);
    Optional<Chain> chain = layer.valueOr("chain", Form.word(Chain.class), Chain.DATA);
    Optional<VisibleStates> visibleStates =
        layer.valueOr("visibleStates", Form.word(VisibleStates.class), VisibleStates.SAMPLED);
    Optional<Integer> gibbsSteps = layer.valueOr("gibbsSteps", Form.wholeNumber(GIBBS_STEPS), 1);
    Optional<Sparsity> sparsity = layer.group("sparsity", Sparsity::read);
    Optional<Double> weightDecay = layer.valueOr("weightDecay", Form.number(WEIGHT_DECAY), 0.0);
    return layer.build(
        () ->
            new Rbm(
                keys.units().orElseThrow(),
                visible.orElseThrow(),
                hidden.orElseThrow(),
                chain.orElseThrow(),
                visibleStates.orElseThrow(),
                gibbsSteps.orElseThrow(),
                sparsity,
                weightDecay.orElseThrow(),
                keys.stage().orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** A Bernoulli unit's code is its probability of being on. */
  @Override
  public Activation activation() {
    return hidden == Hidden.BERNOULLI ? Activation.SIGMOID : Activation.RECTIFIER;
  }

  @Override
  public Weights weights() {
    return Weights.TIED;
  }

  @Override
  public Pretrained pretrained(Shape input, Activation made) {
    Dense encoder = Dense.of(input, units, activation());
    return new WholeInput(TwoWay.of(encoder, reconstruction(made), /* tied= */ true));
  }

  @Override
  public Activation reconstruction(Activation input) {
    return visible == Visible.BERNOULLI ? Activation.SIGMOID : Activation.LINEAR;
  }

  @Override
  public void requireInput(LayerInput input) {
    if (visible == Visible.BERNOULLI && !input.isUnit()) {
      throw new PlanRuleException(
          "visible",
          Form.spelled(visible),
          "must be gaussian on inputs outside of [0, 1], or " + input.remedy());
    }
  }

  /** The hidden states of the persistent chains. */
  @Override
  public int shardState(Pretrained layer) {
    int codes = layer.learnt().encoder().output().size();
    return chain == Chain.PERSISTENT ? Math.multiplyExact(codes, stage.batchSize()) : 0;
  }

  @Override
  public Map<String, Object> keys() {
    return new Keys()
        .put("visible", visible)
        .put("hidden", hidden)
        .put("chain", chain)
        .put("visibleStates", visibleStates)
        .put("gibbsSteps", gibbsSteps)
        .put("sparsity", sparsity.map(Sparsity::keys))
        .put("weightDecay", weightDecay)
        .map();
  }
}
