package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverPatches;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
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
 * A convolutional layer that learns from patches: in each step another layer, such as an
 * autoencoder, learns from some patches of every example; its units become the filters (Coates, Lee
 * and Ng: An analysis of single-layer networks in unsupervised feature learning, AISTATS 2011; for
 * autoencoders Masci, Meier, Cireşan, Schmidhuber: Stacked convolutional auto-encoders, ICANN
 * 2011).
 *
 * @param window what a filter reads
 * @param pooling of the filters' maps; empty if they stay as they are
 * @param patches of each example in each step, at positions drawn at random
 * @param learns what learns from them: its units are the filters, its mini-batches are patches
 */
public record Convolutional(
    WindowPlan window, Optional<PoolingPlan> pooling, int patches, LayerPlan learns)
    implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "convolution";

  static final Kind<LayerKeys, LayerPlan> READER = new Kind<>(KIND, Convolutional::read);

  private static final String UNITS_KEY = "filters";
  private static final Range PATCHES = Range.closed(1, 10_000);
  private static final int STANDARD_PATCHES = 16;

  public Convolutional {
    requireNonNull(window, "window is null");
    requireNonNull(pooling, "pooling is null");
    PATCHES.require("patches", patches);
    requireNonNull(learns, "learns is null");
    if (learns.stage().batchSize() % patches != 0) {
      throw new IllegalArgumentException(
          "mini-batches of " + learns.stage().batchSize() + " patches, " + patches + " an example");
    }
  }

  private static Optional<LayerPlan> read(LayerKeys keys) {
    Section layer = keys.section();
    Optional<Integer> filters = layer.required(UNITS_KEY, Form.wholeNumber(UNITS));
    Optional<WindowPlan> window = WindowPlan.read(layer);
    Optional<PoolingPlan> pooling = layer.group("pooling", PoolingPlan::read);
    Optional<Integer> patches =
        layer.valueOr("patches", Form.wholeNumber(PATCHES), STANDARD_PATCHES);
    Optional<StagePlan> ofPatches =
        patches.flatMap(
            each -> keys.stage().flatMap(stage -> layer.checked(() -> ofPatches(stage, each))));
    Optional<LayerPlan> learns =
        layer.section("learns").flatMap(inner -> LayerKinds.learner(inner, filters, ofPatches));
    return layer.build(
        () ->
            new Convolutional(
                window.orElseThrow(), pooling, patches.orElseThrow(), learns.orElseThrow()));
  }

  private static StagePlan ofPatches(StagePlan stage, int patches) {
    long batch = (long) stage.batchSize() * patches;
    if (!StagePlan.BATCH_SIZE.contains((double) batch)) {
      throw new PlanRuleException(
          "patches", patches, "must be so that batchSize times patches is " + StagePlan.BATCH_SIZE);
    }
    return new StagePlan(stage.optimizer(), (int) batch, stage.length());
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** The filters. */
  @Override
  public int units() {
    return learns.units();
  }

  @Override
  public String unitsKey() {
    return UNITS_KEY;
  }

  @Override
  public Activation activation() {
    return learns.activation();
  }

  @Override
  public Weights weights() {
    return learns.weights();
  }

  /** Its mini-batches are examples. */
  @Override
  public StagePlan stage() {
    StagePlan inner = learns.stage();
    return new StagePlan(inner.optimizer(), inner.batchSize() / patches, inner.length());
  }

  @Override
  public Activation reconstruction(Activation input) {
    return learns.reconstruction(input);
  }

  @Override
  public void requireInput(LayerInput input) {
    try {
      learns.requireInput(input);
    } catch (PlanRuleException e) {
      throw e.below("learns");
    }
  }

  @Override
  public OverPatches pretrained(Shape input, Activation made) {
    Window over = window(input);
    Pretrained learner = learns.pretrained(over.patch(), made);
    Convolution convolution = new Convolution(over, units(), activation());
    return new OverPatches(
        learner.learnt(), convolution, pooling.map(plan -> plan.over(convolution.output())));
  }

  /** The window over what it reads. */
  public Window window(Shape input) {
    return window.over(input);
  }

  @Override
  public int columns() {
    return patches;
  }

  @Override
  public int shardState() {
    return learns.shardState();
  }

  /** What its trainer needs, and the examples that patches are drawn from. */
  @Override
  public long scratch(Shape input) {
    return learns.scratch(window(input).patch()) + (long) input.size() * stage().batchSize();
  }

  @Override
  public Map<String, Object> keys() {
    Keys keys = new Keys();
    window.write(keys);
    keys.put("pooling", pooling.map(PoolingPlan::keys));
    keys.put("patches", patches);
    return keys.put("learns", LayerKinds.keys(learns)).map();
  }
}
