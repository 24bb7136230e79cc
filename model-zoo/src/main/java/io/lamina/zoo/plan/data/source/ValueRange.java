package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * The raw values that map to 0 and to 1; a value outside is an error of the data.
 *
 * @param low maps to 0
 * @param high maps to 1
 */
public record ValueRange(double low, double high) {
  public static final ValueRange UNIT = new ValueRange(0, 1);

  /** Of pictures in unsigned bytes. */
  public static final ValueRange BYTES = new ValueRange(0, 255);

  public ValueRange {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new PlanRuleException(
          "high", high, "must be above low, " + low + ", and both must be finite");
    }
  }

  /** The keys {@code range} and {@code raw}; none where values are taken as they are. */
  public static Optional<ValueRange> read(Section source) {
    boolean raw = source.valueOr("raw", Form.flag(), false).orElse(false);
    if (!raw) {
      return source.sectionOrEmpty("range").flatMap(ValueRange::bounds);
    }
    if (source.has("range")) {
      source.report("range", "cannot be combined with raw: true", "remove one of the two");
    }
    return Optional.empty();
  }

  private static Optional<ValueRange> bounds(Section range) {
    Optional<Double> low = range.valueOr("low", Form.finiteNumber(), UNIT.low());
    Optional<Double> high = range.valueOr("high", Form.finiteNumber(), UNIT.high());
    return range.build(() -> new ValueRange(low.orElseThrow(), high.orElseThrow()));
  }

  /** Writes the keys. */
  public static void write(YamlLines yaml, Optional<ValueRange> range) {
    if (range.isEmpty()) {
      yaml.put("raw", true);
    }
    range.ifPresent(
        bounds ->
            yaml.group(
                "range",
                () -> {
                  yaml.put("low", bounds.low());
                  yaml.put("high", bounds.high());
                }));
  }
}
