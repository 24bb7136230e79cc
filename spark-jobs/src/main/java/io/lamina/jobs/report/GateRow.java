package io.lamina.jobs.report;

import io.lamina.jobs.gate.Figure;
import io.lamina.jobs.gate.Force;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gate's line in a table.
 *
 * @param name of the gate
 * @param verdict in words
 * @param style of the verdict
 * @param figures what it measured
 * @param thresholds what it compared them with
 * @param sentence for people
 */
public record GateRow(
    String name, String verdict, String style, String figures, String thresholds, String sentence) {
  static final String NOTHING = "–";

  private static final MathContext FOR_PEOPLE = new MathContext(4);

  public static GateRow of(GateResult result) {
    String style =
        switch (result.verdict()) {
          case PASS -> "pass";
          case FAIL -> "fail";
          case NOT_COMPUTED -> "unknown";
        };
    return new GateRow(
        result.gate(),
        result.verdict().words(),
        style,
        words(result.figures()),
        words(result.thresholds()),
        result.sentence());
  }

  private static String words(List<Figure> figures) {
    return figures.isEmpty()
        ? NOTHING
        : figures.stream()
            .map(figure -> figure.name() + " " + number(figure.value()))
            .collect(Collectors.joining(", "));
  }

  /** Four significant digits. */
  public static String number(double value) {
    return new BigDecimal(value).round(FOR_PEOPLE).stripTrailingZeros().toPlainString();
  }

  /** What all gates said together. */
  public static String outcome(GateRecord gates) {
    String verdict =
        gates.passes()
            ? "all gates pass: promoted"
            : String.format(
                Locale.ROOT,
                "%d of %d gates do not pass: %s",
                gates.failures().size(),
                gates.results().size(),
                gates.promotes() ? "promoted by force" : "not promoted by the gates");
    Optional<Force> force = gates.force();
    return verdict + force.map(by -> " (" + by.by() + ": " + by.reason() + ")").orElse("");
  }
}
