package io.lamina.jobs.gate;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A figure of a layer, and its limit.
 *
 * @param layer counted from 1
 * @param value of the layer
 * @param limit of the value
 */
record LayerLimit(int layer, double value, double limit) {
  private static final String REMEDY =
      ": look at this layer in the report, and at its learning rate and its data.";

  /** A gate that no layer may exceed. */
  static GateResult most(String gate, String what, List<LayerLimit> layers) {
    LayerLimit worst =
        layers.stream().max(Comparator.comparingDouble(LayerLimit::above)).orElseThrow();
    return worst.result(gate, what, "at most ", layers, layer -> layer.above() <= 0);
  }

  /** A gate that no layer may fall short of. */
  static GateResult least(String gate, String what, List<LayerLimit> layers) {
    LayerLimit worst =
        layers.stream().min(Comparator.comparingDouble(LayerLimit::above)).orElseThrow();
    return worst.result(gate, what, "at least ", layers, layer -> layer.above() >= 0);
  }

  private double above() {
    return value - limit;
  }

  private GateResult result(
      String gate,
      String what,
      String bound,
      List<LayerLimit> layers,
      Predicate<LayerLimit> passes) {
    String sentence =
        "In layer "
            + layer
            + " "
            + what
            + " is "
            + new Decimal(value)
            + ", must be "
            + bound
            + new Decimal(limit);
    boolean all = layers.stream().allMatch(passes);
    return new GateResult(
        gate,
        Verdict.of(all),
        layers.stream().map(each -> new Figure("layer" + each.layer, each.value)).toList(),
        layers.stream().map(each -> new Figure("layer" + each.layer, each.limit)).toList(),
        sentence + (all ? "." : REMEDY));
  }
}
