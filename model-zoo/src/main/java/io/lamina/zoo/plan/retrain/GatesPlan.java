package io.lamina.zoo.plan.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * What a newly trained model must pass to take the champion's place.
 *
 * @param paired both models on the same held-out rows
 * @param structure the units of both
 * @param inputs the data of both
 * @param floor what the first model must pass, which has no champion to be compared with
 */
public record GatesPlan(
    PairedGates paired, StructureGates structure, InputGates inputs, FloorGates floor) {
  public GatesPlan {
    requireNonNull(paired, "paired is null");
    requireNonNull(structure, "structure is null");
    requireNonNull(inputs, "inputs is null");
    requireNonNull(floor, "floor is null");
  }

  /** Where a plan says nothing of it. */
  public static GatesPlan usual() {
    return new GatesPlan(
        PairedGates.USUAL, StructureGates.USUAL, InputGates.USUAL, FloorGates.USUAL);
  }

  static Optional<GatesPlan> read(Section gates) {
    Optional<PairedGates> paired = gates.sectionOrEmpty("paired").flatMap(PairedGates::read);
    Optional<StructureGates> structure =
        gates.sectionOrEmpty("structure").flatMap(StructureGates::read);
    Optional<InputGates> inputs = gates.sectionOrEmpty("inputs").flatMap(InputGates::read);
    Optional<FloorGates> floor = gates.sectionOrEmpty("floor").flatMap(FloorGates::read);
    return gates.build(
        () ->
            new GatesPlan(
                paired.orElseThrow(),
                structure.orElseThrow(),
                inputs.orElseThrow(),
                floor.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.group("paired", () -> paired.write(yaml));
    yaml.group("structure", () -> structure.write(yaml));
    yaml.group("inputs", () -> inputs.write(yaml));
    yaml.group("floor", () -> floor.write(yaml));
  }
}
