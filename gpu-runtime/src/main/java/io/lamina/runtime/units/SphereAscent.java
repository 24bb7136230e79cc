package io.lamina.runtime.units;

import java.util.Arrays;

/**
 * Gradient ascent on a sphere about zero, for many objectives at once, each with a point of its
 * own: a step along the gradient, and back to the sphere. A step that would not raise its objective
 * is not taken but halved, so that no objective ever falls; one that does is doubled, so that no
 * scale has to be known.
 */
final class SphereAscent {
  /** What is to be raised. */
  interface Objectives {
    /**
     * Evaluates each objective at its own point.
     *
     * @param points one after the other
     * @param values takes the value of each objective
     * @param gradients takes the gradient of each, one after the other
     */
    void evaluate(float[] points, double[] values, float[] gradients);
  }

  private static final double FIRST_STEP = 1;

  private final int dimensions;
  private final double norm;
  private final Objectives objectives;

  /**
   * @param dimensions of a point
   * @param norm the radius of the sphere
   * @param objectives what is to be raised
   */
  SphereAscent(int dimensions, double norm, Objectives objectives) {
    this.dimensions = dimensions;
    this.norm = norm;
    this.objectives = objectives;
  }

  /**
   * The highest points reached.
   *
   * @param start the points' directions from zero, one after the other; a point of zeros goes the
   *     way of its gradient, and stays where there is none
   * @param steps how many, those included that are not taken
   */
  float[] climb(float[] start, int steps) {
    State best = new State(start.clone());
    best.onSphere();
    objectives.evaluate(best.points, best.values, best.gradients);
    State tried = new State(new float[start.length]);
    double[] step = new double[best.values.length];
    Arrays.fill(step, FIRST_STEP);
    for (int i = 0; i < steps; i++) {
      tried.stepFrom(best, step);
      objectives.evaluate(tried.points, tried.values, tried.gradients);
      keepTheHigher(best, tried, step);
    }
    return best.points;
  }

  private void keepTheHigher(State best, State tried, double[] step) {
    for (int point = 0; point < step.length; point++) {
      boolean higher = tried.values[point] > best.values[point];
      if (higher) {
        best.take(tried, point);
      }
      step[point] *= higher ? 2 : 0.5;
    }
  }

  /** Points, with what the objectives are there. */
  private final class State {
    private final float[] points;
    private final float[] gradients;
    private final double[] values;

    State(float[] points) {
      this.points = points;
      this.gradients = new float[points.length];
      this.values = new double[points.length / dimensions];
    }

    /** A step of 1 is as long as the radius, whatever the gradient's length. */
    void stepFrom(State from, double[] step) {
      for (int point = 0; point < values.length; point++) {
        int first = point * dimensions;
        double slope = length(from.gradients, first);
        double rate = slope == 0 ? 0 : step[point] * norm / slope;
        for (int i = first; i < first + dimensions; i++) {
          points[i] = (float) (from.points[i] + rate * from.gradients[i]);
        }
      }
      onSphere();
    }

    void onSphere() {
      for (int first = 0; first < points.length; first += dimensions) {
        double length = length(points, first);
        for (int i = first; length > 0 && i < first + dimensions; i++) {
          points[i] = (float) (points[i] * norm / length);
        }
      }
    }

    void take(State from, int point) {
      int first = point * dimensions;
      System.arraycopy(from.points, first, points, first, dimensions);
      System.arraycopy(from.gradients, first, gradients, first, dimensions);
      values[point] = from.values[point];
    }

    private double length(float[] vectors, int first) {
      double squares = 0;
      for (int i = first; i < first + dimensions; i++) {
        squares += (double) vectors[i] * vectors[i];
      }
      return Math.sqrt(squares);
    }
  }
}
