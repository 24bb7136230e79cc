package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.geometry.OverPatches;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
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
 * A convolutional layer, for which another kind of layer, such as an autoencoder, learns. In each
 * step that learns from some patches of every example, and its units become the filters (Coates,
 * Lee and Ng: An analysis of single-layer networks in unsupervised feature learning, AISTATS 2011);
 * or it learns from whole examples, as the convolution itself (for autoencoders Masci, Meier,
 * Cireşan, Schmidhuber: Stacked convolutional auto-encoders, ICANN 2011; for machines Lee, Grosse,
 * Ranganath, Ng: Convolutional deep belief networks, ICML 2009).
 *
 * @param window what a filter reads
 * @param pooling of the filters' maps; empty if they stay as they are
 * @param patches of each example in each step, at positions drawn at random; empty to learn from
 *     whole examples
 * @param onePerMap whether only the largest value of each map of an example counts while it learns
 * @param learns what learns: its units are the filters, its mini-batches are patches, or examples
 */
public record Convolutional(
    WindowPlan window,
    Optional<PoolingPlan> pooling,
    Optional<Integer> patches,
    boolean onePerMap,
    LayerPlan learns)
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
    patches.ifPresent(each -> PATCHES.require("patches", each));
    requireNonNull(learns, "learns is null");
    if (patches.isEmpty() && !learns.learnsFromMaps()) {
      throw new PlanRuleException(
          "over", "maps", "must be patches where learns is " + learns.kind());
    }
    if (isProbabilistic(pooling) && !isMachineOverMaps(patches, learns)) {
      throw new PlanRuleException(
          "pooling.kind",
          "probabilistic",
          "must be max or average, or use over: maps and learns: {kind: rbm} with hidden:"
              + " bernoulli, of which at most one unit of a square is on");
    }
    if (onePerMap && !(patches.isEmpty() && hasWinners(learns))) {
      throw new PlanRuleException(
          "onePerMap",
          onePerMap,
          "must be false, or use over: maps and learns: {kind: autoencoder} with activation:"
              + " rectifier: the other units of a map are off, which is 0");
    }
    int drawn = patches.orElse(1);
    if (learns.stage().batchSize() % drawn != 0) {
      throw new IllegalArgumentException(
          "mini-batches of " + learns.stage().batchSize() + " patches, " + drawn + " an example");
    }
  }

  private static boolean isMachineOverMaps(Optional<Integer> patches, LayerPlan learns) {
    return patches.isEmpty() && learns instanceof Rbm rbm && rbm.hidden() == Rbm.Hidden.BERNOULLI;
  }

  private static boolean hasWinners(LayerPlan learns) {
    return learns instanceof Autoencoder && learns.activation() == Activation.RECTIFIER;
  }

  private static boolean isProbabilistic(Optional<PoolingPlan> pooling) {
    return pooling.filter(PoolingPlan::isProbabilistic).isPresent();
  }

  /** What a convolution learns from. */
  private enum Over {
    PATCHES,
    MAPS
  }

  private static Optional<LayerPlan> read(LayerKeys keys) {
    Section layer = keys.section();
    Optional<Integer> filters = layer.required(UNITS_KEY, Form.wholeNumber(UNITS));
    Optional<WindowPlan> window = WindowPlan.read(layer);
    Optional<PoolingPlan> pooling = layer.group("pooling", PoolingPlan::read);
    Optional<Over> over = layer.valueOr("over", Form.word(Over.class), Over.PATCHES);
    Optional<Integer> patches =
        over.equals(Optional.of(Over.MAPS)) ? noPatches(layer) : patches(layer);
    Optional<StagePlan> stage =
        keys.stage().flatMap(own -> layer.checked(() -> ofPatches(own, patches.orElse(1))));
    Optional<LayerPlan> learns =
        layer.section("learns").flatMap(inner -> LayerKinds.learner(inner, filters, stage));
    Optional<Boolean> onePerMap = layer.valueOr("onePerMap", Form.flag(), false);
    return layer.build(
        () ->
            new Convolutional(
                window.orElseThrow(),
                pooling,
                patches,
                onePerMap.orElseThrow(),
                learns.orElseThrow()));
  }

  private static Optional<Integer> patches(Section layer) {
    return layer.valueOr("patches", Form.wholeNumber(PATCHES), STANDARD_PATCHES);
  }

  private static Optional<Integer> noPatches(Section layer) {
    if (layer.has("patches")) {
      patches(layer)
          .ifPresent(
              n -> layer.report("patches", "is not allowed", "leave it out with over: maps"));
    }
    return Optional.empty();
  }

  private static StagePlan ofPatches(StagePlan stage, int patches) {
    long batch = (long) stage.batchSize() * patches;
    if (!StagePlan.BATCH_SIZE.contains((double) batch)) {
      throw new PlanRuleException(
          "patches", patches, "must be so that batchSize times patches is " + StagePlan.BATCH_SIZE);
    }
    return new StagePlan(stage.optimizer(), (int) batch, stage.length(), stage.watch());
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
    return new StagePlan(
        inner.optimizer(), inner.batchSize() / columns(), inner.length(), inner.watch());
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
  public Pretrained pretrained(Shape input, Activation made) {
    Window over = window(input);
    Convolution convolution = new Convolution(over, units(), activation());
    Optional<Pooling> pooled = pooling.map(plan -> plan.over(convolution.output()));
    if (patches.isEmpty()) {
      boolean tied = weights() == Weights.TIED;
      TwoWay learnt = TwoWay.of(convolution, reconstruction(made), tied);
      return new OverMaps(learnt, pooled, blocks(convolution.output(), pooled));
    }
    Pretrained learner = learns.pretrained(over.patch(), made);
    return new OverPatches(learner, convolution, pooled);
  }

  private Optional<Window> blocks(Shape maps, Optional<Pooling> pooled) {
    return onePerMap
        ? Optional.of(new Window(maps, maps.height(), maps.width(), 1, Border.VALID))
        : pooled.filter(any -> isProbabilistic(pooling)).map(Pooling::window);
  }

  /** The window over what it reads. */
  public Window window(Shape input) {
    return window.over(input);
  }

  @Override
  public int columns() {
    return patches.orElse(1);
  }

  @Override
  public int shardState(Pretrained layer) {
    return learns.shardState(layer);
  }

  /** What its trainer needs, and the examples that patches are drawn from. */
  @Override
  public long scratch(Pretrained layer) {
    long drawnFrom = patches.isPresent() ? layer.input().size() : 0;
    return learns.scratch(layer) + drawnFrom * stage().batchSize();
  }

  @Override
  public Map<String, Object> keys() {
    Keys keys = new Keys();
    window.write(keys);
    keys.put("pooling", pooling.map(PoolingPlan::keys));
    keys.put("over", patches.isPresent() ? Over.PATCHES : Over.MAPS);
    patches.ifPresent(each -> keys.put("patches", each));
    keys.put("onePerMap", onePerMap);
    return keys.put("learns", LayerKinds.keys(learns)).map();
  }
}
