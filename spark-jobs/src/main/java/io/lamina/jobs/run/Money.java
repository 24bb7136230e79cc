package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.Price;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the executors of a run cost.
 *
 * @param currency three letters
 * @param amounts by phase, and the sum
 */
public record Money(String currency, Map<Phase, Double> amounts) {
  public Money {
    requireNonNull(currency, "currency is null");
    EnumMap<Phase, Double> own = new EnumMap<>(Phase.class);
    amounts.forEach(
        (phase, amount) -> {
          if (!(amount >= 0)) {
            throw new IllegalArgumentException(phase.key() + " cost " + amount);
          }
          own.put(phase, amount);
        });
    amounts = Collections.unmodifiableMap(own);
  }

  /** At a price. */
  static Money of(Price price, Map<Phase, Usage> used) {
    EnumMap<Phase, Double> amounts = new EnumMap<>(Phase.class);
    used.forEach(
        (phase, usage) ->
            amounts.put(phase, price.of(usage.coreMilliseconds(), usage.cardMilliseconds())));
    return new Money(price.currency(), amounts);
  }
}
