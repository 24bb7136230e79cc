package io.lamina.zoo.plan.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * How a model is trained again when there are new data.
 *
 * @param newData when there is something to do
 * @param start what the layers begin from
 * @param gates what it must pass to take the champion's place
 */
public record RetrainPlan(NewData newData, LayerStart start, GatesPlan gates) {
  public RetrainPlan {
    requireNonNull(newData, "newData is null");
    requireNonNull(start, "start is null");
    requireNonNull(gates, "gates is null");
  }

  /** Where a plan says nothing of it. */
  public static RetrainPlan usual() {
    return new RetrainPlan(NewData.USUAL, LayerStart.COLD, GatesPlan.usual());
  }

  public static Optional<RetrainPlan> read(Section retrain) {
    Optional<NewData> newData = retrain.sectionOrEmpty("newData").flatMap(NewData::read);
    Optional<LayerStart> start =
        retrain.has("start")
            ? retrain.section("start").flatMap(LayerStart::read)
            : Optional.of(LayerStart.COLD);
    Optional<GatesPlan> gates = retrain.sectionOrEmpty("gates").flatMap(GatesPlan::read);
    return retrain.build(
        () -> new RetrainPlan(newData.orElseThrow(), start.orElseThrow(), gates.orElseThrow()));
  }

  public void write(YamlLines yaml) {
    yaml.group("newData", () -> newData.write(yaml));
    yaml.group("start", () -> start.write(yaml));
    yaml.group("gates", () -> gates.write(yaml));
  }
}
