package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntToDoubleFunction;

/**
 * Steps that look at the square around each place of pictures. Places lie row by row, the channels
 * of a place side by side.
 *
 * @param size of the square's side
 */
record Pictures(int channels, int height, int width, int size) {
  /** What is done with a place of a square: its number in the square, and in the picture. */
  private interface Visit {
    void place(int ofSquare, int ofPicture);
  }

  private void square(int place, Visit visit) {
    for (int k = 0; k < size * size; k++) {
      int row = place / width + k / size - size / 2;
      int column = place % width + k % size - size / 2;
      if (row >= 0 && row < height && column >= 0 && column < width) {
        visit.place(k, row * width + column);
      }
    }
  }

  void filter(double[] values, double[] mean, JsonNode filters) {
    double[] shifted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      shifted[i] = values[i] - mean[i % channels];
      values[i] = 0;
    }
    for (int i = 0; i < values.length; i++) {
      int at = i;
      JsonNode filter = filters.get(i % channels);
      square(
          i / channels,
          (k, place) -> {
            for (int c = 0; c < channels; c++) {
              values[at] += filter.get(k * channels + c).asDouble() * shifted[place * channels + c];
            }
          });
    }
  }

  void normaliseContrast(double[] values, double epsilon) {
    double[] means = averages(p -> mean(values, p, 1));
    for (int i = 0; i < values.length; i++) {
      values[i] -= means[i / channels];
    }
    double[] squares = averages(p -> mean(values, p, 2));
    double mean = 0;
    for (double square : squares) {
      mean += Math.sqrt(square) / squares.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= Math.max(Math.sqrt(squares[i / channels]), Math.max(mean, epsilon));
    }
  }

  private double mean(double[] values, int place, int power) {
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += Math.pow(values[place * channels + c], power) / channels;
    }
    return sum;
  }

  private double[] averages(IntToDoubleFunction numbers) {
    double[] sums = new double[height * width];
    double[] weights = new double[height * width];
    double deviation = size / 4.0;
    for (int p = 0; p < sums.length; p++) {
      int at = p;
      square(
          p,
          (k, place) -> {
            int down = k / size - size / 2;
            int across = k % size - size / 2;
            double distance = down * down + across * across;
            double weight = Math.exp(-distance / (2 * deviation * deviation));
            sums[at] += weight * numbers.applyAsDouble(place);
            weights[at] += weight;
          });
      sums[p] /= weights[p];
    }
    return sums;
  }
}
