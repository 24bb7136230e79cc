package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A pretrained layer.
 *
 * @param kind as the plan names it
 * @param units its outputs, at least 1
 * @param curve how its pretraining went
 * @param health what it has come to; empty where nobody has looked
 */
public record LayerRecord(
    String kind, int units, TrainingCurve curve, Optional<LayerHealth> health) {
  public LayerRecord {
    requireNonNull(health, "health is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(curve, "curve is null");
    if (units < 1) {
      throw new IllegalArgumentException("units is " + units + ", must be at least 1");
    }
  }

  /** A layer that nobody has looked at. */
  public LayerRecord(String kind, int units, TrainingCurve curve) {
    this(kind, units, curve, Optional.empty());
  }
}
