package io.lamina.benchmarks;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.variations.Rotation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Generated digits that turn further from night to night: each by the night's angle and some of its
 * own.
 *
 * @param seed different seeds draw different digits
 * @param examples of a night to learn from, and as many to be tested by
 */
record NightDigits(long seed, int examples) {
  static final Shape INPUT = Shape.plain(DigitGenerator.SIDE * DigitGenerator.SIDE);

  /** Degrees from a night to the next. */
  static final double DRIFT = 4;

  /** Degrees that the digits of a night differ by, at most, to either side. */
  private static final double OWN = 10;

  private static final Rotation ROTATION = new Rotation(DigitGenerator.SIDE, DigitGenerator.SIDE);

  /**
   * What a night's model learns from, in mini-batches that are full: the digits of the last nights.
   *
   * @param night from 1
   * @param window nights, tonight included; fewer if there have not been as many
   * @param batch examples of a mini-batch
   */
  List<MiniBatch> training(int night, int window, int batch) {
    int first = Math.max(1, night - window + 1);
    long[] all =
        LongStream.rangeClosed(first, night)
            .flatMap(n -> LongStream.range(0, examples).map(i -> index(n, i, false)))
            .toArray();
    RandomKey order = RandomKey.of(seed).with("order").with(night);
    for (int i = all.length - 1; i > 0; i--) {
      int other = order.below(i, i + 1);
      long swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    return batches(all, batch);
  }

  /** The digits with labels: one in eight of the last two nights' digits. */
  List<MiniBatch> labeled(int night, int batch) {
    long[] all =
        LongStream.rangeClosed(Math.max(1, night - 1), night)
            .flatMap(n -> LongStream.range(0, examples / 8).map(i -> index(n, i, false)))
            .toArray();
    return batches(all, batch);
  }

  /** Digits of a night that nobody learns from. */
  List<MiniBatch> test(int night, int batch) {
    return batches(LongStream.range(0, examples).map(i -> index(night, i, true)).toArray(), batch);
  }

  private long index(long night, long example, boolean test) {
    return (2 * night + (test ? 1 : 0)) * examples + example;
  }

  private List<MiniBatch> batches(long[] indices, int size) {
    DigitGenerator digits = new DigitGenerator(seed);
    List<MiniBatch> batches = new ArrayList<>();
    for (int from = 0; from + size <= indices.length; from += size) {
      MiniBatch batch = new MiniBatch(INPUT.size(), size);
      batch.size(size);
      for (int i = 0; i < size; i++) {
        put(batch, i, digits, indices[from + i]);
      }
      batches.add(batch);
    }
    return batches;
  }

  private void put(MiniBatch batch, int at, DigitGenerator digits, long index) {
    long night = index / (2L * examples);
    double own = OWN * (2 * RandomKey.of(seed).with("angle").with(index).uniform(0) - 1);
    byte[] pixels =
        ROTATION.of(digits.pixels(index), StrictMath.toRadians((night - 1) * DRIFT + own));
    for (int p = 0; p < pixels.length; p++) {
      batch.values()[at * pixels.length + p] = (pixels[p] & 0xFF) * (1f / 255);
    }
    batch.labels()[at] = digits.label(index);
  }
}
