package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * What is made of the measurements by examples that are held out ({@code data.validation}).
 *
 * @param rounds from one measurement to the next; empty for a twentieth of the stage's rounds
 * @param patience the stage ends after so many measurements without a better one; empty if it goes
 *     on to its last round whatever is measured
 * @param keep which parameters the stage gives
 */
public record StageWatch(Optional<Integer> rounds, Optional<Integer> patience, Keep keep) {
  public static final Range ROUNDS = Range.closed(1, 10_000_000);
  public static final Range PATIENCE = Range.closed(1, 10_000_000);

  private static final int MEASUREMENTS = 20;

  /** Which parameters a stage gives. */
  public enum Keep {
    /** Those of the best measurement. */
    BEST,
    /** Those of the last round. */
    LAST
  }

  public StageWatch {
    requireNonNull(rounds, "rounds is null");
    requireNonNull(patience, "patience is null");
    requireNonNull(keep, "keep is null");
    rounds.ifPresent(count -> ROUNDS.require("validateRounds", count));
    patience.ifPresent(count -> PATIENCE.require("patience", count));
  }

  /** To the last round, whose parameters are kept. */
  public static StageWatch toTheLastRound() {
    return new StageWatch(Optional.empty(), Optional.empty(), Keep.LAST);
  }

  /** Makes sure that nothing is asked for that takes measurements. */
  public void requireNone() {
    rounds.ifPresent(count -> refuse("validateRounds", count));
    patience.ifPresent(count -> refuse("stopEarly", "patience: " + count));
    if (keep == Keep.BEST) {
      refuse("keep", Form.spelled(keep));
    }
  }

  private static void refuse(String key, Object value) {
    throw new PlanRuleException(
        key,
        value,
        "needs data.validation, examples to measure by, such as validation: {part: 0.1}");
  }

  /**
   * The first round after which a stage is measured that comes after so many; the last at most.
   *
   * @param done the rounds that are behind
   * @param all the rounds of the stage
   */
  public int next(int done, int all) {
    int interval = rounds.orElse((all + MEASUREMENTS - 1) / MEASUREMENTS);
    return (int) Math.min(all, (done / interval + 1L) * interval);
  }

  static Optional<StageWatch> read(Section stage) {
    Optional<Integer> rounds = stage.optional("validateRounds", Form.wholeNumber(ROUNDS));
    Optional<Integer> patience =
        stage.group(
            "stopEarly",
            group -> {
              Optional<Integer> count = group.required("patience", Form.wholeNumber(PATIENCE));
              return group.build(count::orElseThrow);
            });
    Keep usual = patience.isPresent() ? Keep.BEST : Keep.LAST;
    Optional<Keep> keep = stage.valueOr("keep", Form.word(Keep.class), usual);
    return keep.map(kept -> new StageWatch(rounds, patience, kept));
  }

  /** Writes the keys, where they say something. */
  void write(YamlLines yaml) {
    if (!equals(toTheLastRound())) {
      rounds.ifPresent(count -> yaml.put("validateRounds", count));
      patience.ifPresent(count -> yaml.group("stopEarly", () -> yaml.put("patience", count)));
      yaml.put("keep", keep);
    }
  }
}
