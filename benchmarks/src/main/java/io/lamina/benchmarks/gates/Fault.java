package io.lamina.benchmarks.gates;

import io.lamina.zoo.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What is wrong with a candidate. */
public enum Fault {
  NONE("nothing: other seed, new days"),

  /** One pixel, of those that have ink in one of a hundred rows or more, is stuck. */
  CONSTANT_COLUMN("constant column"),

  /** A fifth of the units of a layer, or more, up to all of them, have weights of 0. */
  DEAD_LAYER("dead layer"),

  /** The pixels of all rows are permuted in the same way. */
  SHUFFLED_PIXELS("shuffled pixels"),

  /** Of every stage. */
  LEARNING_RATE("learning rate ten times too high"),

  /** Only the first tenth to six tenths of the rows are there. */
  TRUNCATED_PARTITION("truncated partition"),

  /** The labels are dealt to other rows. */
  PERMUTED_LABELS("labels permuted"),

  /** One to all four days of the champion are there a second time, and nothing is new. */
  OLD_DATA_TWICE("old data twice");

  private static final double LEAST_INK = 0.01;

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether it shows in labels alone. */
  boolean needsLabels() {
    return this == PERMUTED_LABELS;
  }

  /** How many times the learning rate is as high as it should be. */
  int rate() {
    return this == LEARNING_RATE ? 10 : 1;
  }

  /** What a candidate is trained on; the champion was trained on the days from 0 on. */
  Digits data(Days days, Random random) {
    int first = 1 + random.nextInt(Days.WINDOW);
    return switch (this) {
      case NONE, DEAD_LAYER, LEARNING_RATE -> days.window(first);
      case CONSTANT_COLUMN -> stuck(days.window(first), random);
      case SHUFFLED_PIXELS -> shuffled(days.window(first), random);
      case TRUNCATED_PARTITION -> truncated(days.window(first), 0.1 + 0.5 * random.nextDouble());
      case PERMUTED_LABELS -> days.window(first).labelsShuffled(random);
      case OLD_DATA_TWICE ->
          IntStream.range(0, first).mapToObj(days::day).reduce(days.window(0), Digits::then);
    };
  }

  private static Digits stuck(Digits digits, Random random) {
    int[] used =
        IntStream.range(0, Digits.PIXELS)
            .filter(pixel -> digits.inked(pixel) >= LEAST_INK * digits.rows())
            .toArray();
    int pixel = used[random.nextInt(used.length)];
    byte value = (byte) (random.nextBoolean() ? 0 : 255);
    return digits.changed(
        picture -> {
          picture[pixel] = value;
          return picture;
        });
  }

  private static Digits shuffled(Digits digits, Random random) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, Digits.PIXELS).boxed().toList());
    Collections.shuffle(places, random);
    return digits.changed(
        picture -> {
          byte[] moved = new byte[picture.length];
          for (int i = 0; i < moved.length; i++) {
            moved[i] = picture[places.get(i)];
          }
          return moved;
        });
  }

  private static Digits truncated(Digits digits, double share) {
    return digits.first((int) (share * digits.rows()));
  }

  /**
   * What became of a network.
   *
   * @param layers of the encoder: one of them dies
   */
  TrainedNetwork network(TrainedNetwork trained, int layers, Random random) {
    return this == DEAD_LAYER
        ? new DeadUnits(random.nextInt(layers), 0.2 + 0.8 * random.nextDouble()).in(trained)
        : trained;
  }
}
