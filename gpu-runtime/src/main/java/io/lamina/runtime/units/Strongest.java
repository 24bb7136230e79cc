package io.lamina.runtime.units;

import io.lamina.zoo.geometry.Shape;

/**
 * The strongest response of each unit to an example, of all places where a map has it.
 *
 * @param codes the shape of a layer's codes
 */
public record Strongest(Shape codes) {
  /**
   * Of some examples.
   *
   * @param values the codes of one example after the other
   * @return a value for each unit, one example after the other
   */
  public float[] of(float[] values) {
    int units = codes.channels();
    if (codes.isPlain()) {
      return values;
    }
    float[] strongest = new float[values.length / codes.size() * units];
    for (int example = 0; example * units < strongest.length; example++) {
      for (int unit = 0; unit < units; unit++) {
        int at = example * codes.size() + place(values, example, unit) * units + unit;
        strongest[example * units + unit] = values[at];
      }
    }
    return strongest;
  }

  /**
   * The place, row by row, at which a unit responds most to an example; the first of equal ones.
   */
  public int place(float[] values, int example, int unit) {
    int units = codes.channels();
    int from = example * codes.size() + unit;
    int best = 0;
    for (int place = 1; place < codes.size() / units; place++) {
      if (values[from + place * units] > values[from + best * units]) {
        best = place;
      }
    }
    return best;
  }
}
