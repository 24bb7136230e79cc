package io.lamina.jobs.live;

import java.util.ArrayList;
import java.util.List;

/**
 * The losses of a stage, thinned out: however many rounds it has, so many points are enough for a
 * picture. Immutable.
 *
 * @param stride every how many rounds there is a point
 * @param points in the order of the rounds
 */
record Curve(int stride, List<Point> points) {
  private static final int MOST = 1000;

  Curve {
    points = List.copyOf(points);
  }

  static Curve empty() {
    return new Curve(1, List.of());
  }

  /** With a round more. Rounds from there on are forgotten: they are trained again. */
  Curve with(int round, double loss) {
    List<Point> kept = new ArrayList<>(points);
    kept.removeIf(point -> point.round() >= round);
    if (!Double.isFinite(loss) || (round - 1) % stride != 0) {
      return new Curve(stride, kept);
    }
    kept.add(new Point(round, loss));
    return kept.size() <= MOST ? new Curve(stride, kept) : thinned(kept);
  }

  private Curve thinned(List<Point> all) {
    int wider = 2 * stride;
    return new Curve(
        wider, all.stream().filter(point -> (point.round() - 1) % wider == 0).toList());
  }

  /**
   * A measured loss.
   *
   * @param round counted from 1
   * @param loss finite
   */
  record Point(int round, double loss) {}
}
