package io.lamina.benchmarks;

import io.lamina.zoo.plan.retrain.WarmStart;
import java.util.Optional;

/**
 * A way to begin a night's training.
 *
 * @param name in tables
 * @param warm how the layers begin from those of the night before; empty for random weights
 */
record NightStart(String name, Optional<WarmStart> warm) {
  static NightStart cold() {
    return new NightStart("cold", Optional.empty());
  }

  /** Begins from the layers of the night before. */
  static NightStart warm(String name, double shrink, double noise, boolean resetDeadUnits) {
    return new NightStart(
        name, Optional.of(new WarmStart(WarmStart.CHAMPION, shrink, noise, resetDeadUnits)));
  }
}
