package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageSchema;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** The kinds of layers: a new one is a line here. Also the keys that all of them have. */
public final class LayerKinds {
  /** By their names in a plan. */
  public static final Kinds<LayerKeys, LayerPlan> ALL =
      new Kinds<>("kind", List.of(Autoencoder.READER, Rbm.READER));

  private LayerKinds() {}

  /** The layer that a section describes; what is wrong with common keys is told in any case. */
  public static Optional<LayerPlan> read(Section layer) {
    Optional<Kind<LayerKeys, LayerPlan>> kind = ALL.of(layer);
    Optional<Integer> units = layer.required("units", Form.wholeNumber(LayerPlan.UNITS));
    Optional<StagePlan> stage = new StageSchema().stage(layer);
    return kind.flatMap(any -> any.read(new LayerKeys(layer, units, stage)));
  }

  /** Writes all keys of a layer. */
  public static void write(YamlLines yaml, LayerPlan layer) {
    yaml.put(ALL.key(), layer.kind());
    yaml.put("units", layer.units());
    yaml.putAll(layer.keys());
    new StageSchema().write(yaml, layer.stage());
  }
}
