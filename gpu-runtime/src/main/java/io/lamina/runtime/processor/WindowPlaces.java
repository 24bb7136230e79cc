package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Window;

/**
 * The places that a window sees, in arrays of one example's maps and of what there is for each of
 * its positions.
 */
record WindowPlaces(Window window) {
  /** The values of a place. */
  int channels() {
    return window.input().channels();
  }

  /** Visits the places of each position, row by row: where their channels begin in both arrays. */
  void each(Visitor visitor) {
    int mapRow = window.input().width() * channels();
    int to = 0;
    for (int row = 0; row < window.rows(); row++) {
      for (int column = 0; column < window.columns(); column++) {
        int corner = window.top(row) * mapRow + window.left(column) * channels();
        for (int y = 0; y < window.height(); y++) {
          for (int x = 0; x < window.width(); x++) {
            visitor.visit(corner + y * mapRow + x * channels(), to);
          }
        }
        to += channels();
      }
    }
  }

  /** Is told of a place of the maps, and of the position that sees it. */
  @FunctionalInterface
  interface Visitor {
    void visit(int map, int position);
  }
}
