package io.lamina.zoo.plan.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * What the layers begin from.
 *
 * @param warm an earlier version; empty for random weights
 */
public record LayerStart(Optional<WarmStart> warm) {
  static final LayerStart COLD = new LayerStart(Optional.empty());

  /** By their names in a plan. */
  public static final Kinds<Section, LayerStart> ALL =
      new Kinds<>(
          "kind",
          List.of(
              new Kind<>("cold", start -> start.build(() -> COLD)),
              new Kind<>(
                  "warm",
                  start -> WarmStart.read(start).map(it -> new LayerStart(Optional.of(it))))));

  public LayerStart {
    requireNonNull(warm, "warm is null");
  }

  static Optional<LayerStart> read(Section start) {
    return ALL.of(start).flatMap(kind -> kind.read(start));
  }

  void write(YamlLines yaml) {
    yaml.put("kind", warm.isPresent() ? "warm" : "cold");
    warm.ifPresent(it -> it.write(yaml));
  }
}
