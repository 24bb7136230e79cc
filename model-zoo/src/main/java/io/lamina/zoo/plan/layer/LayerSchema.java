package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageSchema;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The kinds of layers, and the keys that all of them have. */
public final class LayerSchema {
  private final Map<String, BiFunction<Section, Common, Optional<LayerPlan>>> kinds =
      Map.of(Autoencoder.KIND, Autoencoder::read, Rbm.KIND, Rbm::read);

  private final StageSchema stages = new StageSchema();

  /** What the keys say that layers of all kinds have. */
  record Common(Optional<Integer> units, Optional<StagePlan> stage) {}

  /** What is wrong with the common keys is told also where the kind is. */
  public Optional<LayerPlan> layer(Section layer) {
    Optional<BiFunction<Section, Common, Optional<LayerPlan>>> kind =
        layer.required("kind", Form.oneOf(kinds));
    Optional<Integer> units = layer.required("units", Form.wholeNumber(LayerPlan.UNITS));
    Common common = new Common(units, stages.stage(layer));
    return kind.flatMap(reader -> reader.apply(layer, common));
  }
}
