package io.lamina.jobs.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What trials came to by the values of a key, as dots. Widths and heights are in pixels.
 *
 * @param key of the plan
 * @param dots a trial each
 * @param places what stands below
 * @param low the lowest value that a trial came to, for people
 * @param high the highest
 */
record KeyPicture(String key, List<Dot> dots, List<Label> places, String low, String high) {
  static final int WIDTH = 360;
  static final int HEIGHT = 200;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 15;
  private static final int BOTTOM = 40;

  /**
   * A trial.
   *
   * @param radius larger in a later rung
   * @param words about it
   */
  record Dot(String x, String y, int radius, String words) {}

  /** A text below the axis. */
  record Label(String x, String text) {}

  /** A trial's value of the key, and what it came to. */
  private record Point(String value, Trial trial, TrialResult result) {}

  static KeyPicture of(String key, KeyValues values, SearchRecord record) {
    List<Point> points = new ArrayList<>();
    for (TrialResult result : Search.ranked(record.results())) {
      Trial trial = record.trials().get(result.trial() - 1);
      if (trial.values().containsKey(key) && Double.isFinite(result.value())) {
        points.add(new Point(trial.values().get(key), trial, result));
      }
    }
    return values instanceof KeyValues.Choices choices
        ? ofChoices(key, choices.values(), points)
        : ofNumbers(key, values.isLogarithmic(), points);
  }

  private static KeyPicture ofChoices(String key, List<String> values, List<Point> points) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      labels.add(new Label(x(choice(i, values.size())), values.get(i)));
    }
    return picture(
        key,
        points,
        labels,
        points.stream().mapToDouble(it -> choice(values.indexOf(it.value()), values.size())));
  }

  private static double choice(int index, int count) {
    return (index + 0.5) / count;
  }

  private static KeyPicture ofNumbers(String key, boolean logarithmic, List<Point> points) {
    List<Double> numbers = points.stream().map(it -> Double.valueOf(it.value())).toList();
    double low = numbers.stream().min(Comparator.naturalOrder()).orElse(1.0);
    double high = numbers.stream().max(Comparator.naturalOrder()).orElse(1.0);
    List<Label> labels =
        low < high
            ? List.of(new Label(x(0), text(low)), new Label(x(1), text(high)))
            : List.of(new Label(x(0.5), text(low)));
    return picture(
        key, points, labels, numbers.stream().mapToDouble(it -> share(it, low, high, logarithmic)));
  }

  private static double share(double value, double low, double high, boolean logarithmic) {
    if (low >= high) {
      return 0.5;
    }
    return logarithmic
        ? StrictMath.log(value / low) / StrictMath.log(high / low)
        : (value - low) / (high - low);
  }

  private static KeyPicture picture(
      String key, List<Point> points, List<Label> labels, DoubleStream shares) {
    double low = points.stream().mapToDouble(it -> it.result().value()).min().orElse(0);
    double high = points.stream().mapToDouble(it -> it.result().value()).max().orElse(0);
    double[] across = shares.toArray();
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < across.length; i++) {
      TrialResult result = points.get(i).result();
      double up = share(result.value(), low, high, false);
      dots.add(
          new Dot(
              x(across[i]),
              pixels(TOP + (1 - up) * (HEIGHT - TOP - BOTTOM)),
              2 + 2 * result.rung(),
              String.format(
                  Locale.ROOT,
                  "trial %d, rung %d: %s (%s)",
                  result.trial(),
                  result.rung(),
                  result.words(),
                  points.get(i).trial().words())));
    }
    return new KeyPicture(key, dots, labels, text(low), text(high));
  }

  private static String x(double share) {
    return pixels(LEFT + share * (WIDTH - LEFT - RIGHT));
  }

  private static String pixels(double at) {
    return String.format(Locale.ROOT, "%.1f", at);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.4g", number);
  }
}
