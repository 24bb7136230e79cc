package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageSchema;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of layers: a new one is a line here. Also the keys that all of them have. */
public final class LayerKinds {
  /** What learns from plain values, also from patches, by their names in a plan. */
  public static final Kinds<LayerKeys, LayerPlan> LEARNERS =
      new Kinds<>("kind", List.of(Autoencoder.READER, KMeans.READER, Rbm.READER));

  /** What has filters where others have units. */
  private static final List<Kind<LayerKeys, LayerPlan>> CONVOLUTIONS =
      List.of(Convolutional.READER);

  /** All of them. */
  public static final Kinds<LayerKeys, LayerPlan> ALL = LEARNERS.and(CONVOLUTIONS);

  private LayerKinds() {}

  /** The layer that a section describes; what is wrong with common keys is told in any case. */
  public static Optional<LayerPlan> read(Section layer) {
    Optional<Kind<LayerKeys, LayerPlan>> kind = ALL.of(layer);
    Optional<Integer> units =
        kind.filter(CONVOLUTIONS::contains).isPresent()
            ? Optional.empty()
            : layer.required("units", Form.wholeNumber(LayerPlan.UNITS));
    Optional<StagePlan> stage = new StageSchema().stage(layer);
    return kind.flatMap(any -> any.read(new LayerKeys(layer, units, stage)));
  }

  /** What learns for a convolution, as a section describes it. */
  static Optional<LayerPlan> learner(
      Section section, Optional<Integer> units, Optional<StagePlan> stage) {
    return LEARNERS.of(section).flatMap(kind -> kind.read(new LayerKeys(section, units, stage)));
  }

  /** The keys of what learns for a convolution. */
  static Map<String, Object> keys(LayerPlan learner) {
    Keys keys = new Keys().put(LEARNERS.key(), learner.kind());
    learner.keys().forEach(keys::put);
    return keys.map();
  }

  /** Writes all keys of a layer. */
  public static void write(YamlLines yaml, LayerPlan layer) {
    yaml.put(ALL.key(), layer.kind());
    yaml.put(layer.unitsKey(), layer.units());
    yaml.putAll(layer.keys());
    new StageSchema().write(yaml, layer.stage());
  }
}
