package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/**
 * The keys of a layer while they are read, with what all layers have.
 *
 * @param section the keys
 * @param units hidden units, unless the key has a problem; empty also for a kind that counts
 *     something else
 * @param stage how it is trained, likewise
 */
public record LayerKeys(Section section, Optional<Integer> units, Optional<StagePlan> stage) {
  public LayerKeys {
    requireNonNull(section, "section is null");
    requireNonNull(units, "units is null");
    requireNonNull(stage, "stage is null");
  }
}
