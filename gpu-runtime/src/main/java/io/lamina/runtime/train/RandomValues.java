package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Span;

/** Fills arrays with numbers that follow from the key: the same bits on every JVM. */
record RandomValues(RandomKey key) {
  /** Uniform in ±limit. */
  void uniform(double limit, float[] target, Span span) {
    for (int i = 0; i < span.length(); i++) {
      target[span.from() + i] = (float) (limit * (2.0 * key.uniform(i) - 1));
    }
  }

  /** Normal with mean 0, by Box and Muller's method with StrictMath. */
  void normal(double deviation, float[] target, Span span) {
    RandomKey angles = key.with("angle");
    for (int i = 0; i < span.length(); i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - key.uniform(i)));
      double angle = 2 * Math.PI * angles.uniform(i);
      target[span.from() + i] = (float) (deviation * radius * StrictMath.cos(angle));
    }
  }
}
