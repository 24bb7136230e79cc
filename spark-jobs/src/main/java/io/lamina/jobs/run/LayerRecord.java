package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

/**
 * A pretrained layer.
 *
 * @param kind as the plan names it
 * @param units its outputs, at least 1
 * @param curve how its pretraining went
 */
public record LayerRecord(String kind, int units, TrainingCurve curve) {
  public LayerRecord {
    requireNonNull(kind, "kind is null");
    requireNonNull(curve, "curve is null");
    if (units < 1) {
      throw new IllegalArgumentException("units is " + units + ", must be at least 1");
    }
  }
}
