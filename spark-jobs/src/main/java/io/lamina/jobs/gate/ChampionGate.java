package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.jobs.gate.statistics.Interval;
import io.lamina.zoo.plan.retrain.PairedGates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the champion classifies the labeled rows about as well as it did when it was judged
 * itself. If it does not, the rows are not what they were, and to be as good as the champion on
 * them says nothing: where labels are shuffled, all models guess.
 *
 * @param plan how far its error may rise
 */
public record ChampionGate(PairedGates plan) {
  public static final String NAME = "champion";

  /**
   * Judges the rows.
   *
   * @param then its errors when it was judged
   * @param now its errors on these rows
   */
  public GateResult judge(ErrorCount then, ErrorCount now) {
    double alpha = 1 - plan.confidence();
    Interval rise = now.riseSince(then, alpha);
    boolean passes = rise.low() <= plan.largestRise();
    return new GateResult(
        NAME,
        Verdict.of(passes),
        List.of(
            new Figure("labels", now.rows()),
            new Figure("error", now.share()),
            new Figure("earlierLabels", then.rows()),
            new Figure("earlierError", then.share()),
            new Figure("low", rise.low()),
            new Figure("high", rise.high())),
        List.of(new Figure("largestRise", plan.largestRise()), new Figure("alpha", alpha)),
        sentence(then, now, rise, passes));
  }

  /**
   * A model's errors when it was judged.
   *
   * @param record what the gates said of it; empty if they did not look at labels
   */
  public static Optional<ErrorCount> errors(GateRecord record) {
    return record.results().stream()
        .filter(result -> List.of(LabelGate.NAME, FloorGate.LABELS).contains(result.gate()))
        .flatMap(result -> errors(result).stream())
        .findFirst();
  }

  private static Optional<ErrorCount> errors(GateResult result) {
    OptionalDouble rows = result.figure("labels");
    OptionalDouble error = result.figure("error");
    return rows.isPresent() && error.isPresent()
        ? Optional.of(
            new ErrorCount(
                Math.round(rows.getAsDouble()),
                Math.round(rows.getAsDouble() * error.getAsDouble())))
        : Optional.empty();
  }

  private String sentence(ErrorCount then, ErrorCount now, Interval rise, boolean passes) {
    return "The champion's error is "
        + new Decimal(now.share())
        + " on these "
        + now.rows()
        + " labels, it was "
        + new Decimal(then.share())
        + " on "
        + then.rows()
        + " when it was judged; it has risen by "
        + new Decimal(rise.low())
        + " to "
        + new Decimal(rise.high())
        + ", "
        + new Decimal(plan.largestRise())
        + " is allowed: "
        + (passes
            ? "the rows can judge."
            : "labels or inputs are not what they were. Look at the new files; if the world has"
                + " changed, promote with --force, or raise retrain.gates.paired.largestRise.");
  }
}
