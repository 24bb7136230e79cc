package io.lamina.runtime.nd4j;

import io.lamina.zoo.geometry.Window;

/**
 * Of each block of maps the largest value is kept, in arrays of the host.
 *
 * @param blocks a window that tiles the maps
 */
record BlockWinners(Window blocks) {
  /**
   * @param values maps of one example after the other
   */
  void keep(float[] values) {
    int channels = blocks.input().channels();
    for (int maps = 0; maps < values.length; maps += blocks.input().size()) {
      for (int block = 0; block < blocks.count() * channels; block++) {
        keep(values, maps + block % channels, block / channels);
      }
    }
  }

  /** Of one block: of the map of a channel, at a position. */
  private void keep(float[] values, int map, int position) {
    int winner = -1;
    for (int k = 0; k < blocks.height() * blocks.width(); k++) {
      int unit = map + place(position, k);
      if (!Float.isNaN(values[unit]) && (winner < 0 || values[unit] > values[winner])) {
        winner = unit;
      }
    }
    for (int k = 0; k < blocks.height() * blocks.width(); k++) {
      int unit = map + place(position, k);
      if (unit != winner && !Float.isNaN(values[unit])) {
        values[unit] = 0f;
      }
    }
  }

  private int place(int position, int k) {
    int y = blocks.top(position / blocks.columns()) + k / blocks.width();
    int x = blocks.left(position % blocks.columns()) + k % blocks.width();
    return (y * blocks.input().width() + x) * blocks.input().channels();
  }
}
