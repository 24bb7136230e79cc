package io.lamina.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of a stage by examples that were held out.
 *
 * @param points in the order of their rounds
 */
public record ValidationCurve(List<ValidationPoint> points) {
  public ValidationCurve {
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i - 1).round() >= points.get(i).round()) {
        throw new IllegalArgumentException(
            "rounds " + points.get(i - 1).round() + " and " + points.get(i).round());
      }
    }
  }

  /** Of a stage that was not measured yet, or is not. */
  public static ValidationCurve none() {
    return new ValidationCurve(List.of());
  }

  /** With one more. */
  public ValidationCurve with(ValidationPoint point) {
    List<ValidationPoint> longer = new ArrayList<>(points);
    longer.add(point);
    return new ValidationCurve(longer);
  }

  /** The best; of equals the first. Empty without measurements. */
  public Optional<ValidationPoint> best() {
    return points.stream().reduce((best, next) -> next.isBetterThan(best) ? next : best);
  }

  /** The losses by round, from the first; NaN where there was no measurement. */
  public List<Double> losses() {
    List<Double> losses = new ArrayList<>();
    for (ValidationPoint point : points) {
      while (losses.size() < point.round() - 1) {
        losses.add(Double.NaN);
      }
      losses.add(point.loss());
    }
    return losses;
  }

  /** How many came after the best. */
  public int sinceBest() {
    return best().map(best -> points.size() - 1 - points.indexOf(best)).orElse(0);
  }
}
