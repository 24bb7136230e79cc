package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What executors cost, whether they compute or wait.
 *
 * @param coreHour of a core
 * @param cardHour of a card
 * @param currency three capital letters, as in ISO 4217
 */
public record Price(double coreHour, double cardHour, String currency) {
  public static final Range HOUR = Range.closed(0, 1e9);

  private static final Predicate<String> CURRENCY = Pattern.compile("[A-Z]{3}").asMatchPredicate();

  private static final double MILLISECONDS = 3_600_000;

  public Price {
    HOUR.require("coreHour", coreHour);
    HOUR.require("cardHour", cardHour);
    if (!CURRENCY.test(requireNonNull(currency, "currency is null"))) {
      throw new PlanRuleException("currency", currency, "must be three capital letters");
    }
    if (coreHour == 0 && cardHour == 0) {
      throw new PlanRuleException("coreHour", coreHour, "or cardHour must be above 0");
    }
  }

  static Optional<Price> read(Section price) {
    Optional<Double> core = price.valueOr("coreHour", Form.number(HOUR), 0.0);
    Optional<Double> card = price.valueOr("cardHour", Form.number(HOUR), 0.0);
    Optional<String> currency =
        price.required(
            "currency",
            Form.text("three letters", CURRENCY, "must be three capital letters, such as EUR"));
    return price.build(
        () -> new Price(core.orElseThrow(), card.orElseThrow(), currency.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("coreHour", coreHour);
    yaml.put("cardHour", cardHour);
    yaml.put("currency", currency);
  }

  /**
   * The amount.
   *
   * @param coreMilliseconds cores times milliseconds
   * @param cardMilliseconds cards times milliseconds
   */
  public double of(long coreMilliseconds, long cardMilliseconds) {
    return (coreHour * coreMilliseconds + cardHour * cardMilliseconds) / MILLISECONDS;
  }
}
