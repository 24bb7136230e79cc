package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;

/**
 * A window at work on arrays of the host. The values of a row of a patch lie side by side in the
 * maps, too: whatever lies within the maps is one piece.
 */
final class HostWindow {
  private final Window window;
  private final int channels;
  private final int mapRow;
  private final int patchRow;
  private final int patch;

  HostWindow(Window window) {
    this.window = window;
    this.channels = window.input().channels();
    this.mapRow = window.input().width() * channels;
    this.patchRow = window.width() * channels;
    this.patch = window.height() * patchRow;
  }

  /** All patches of one example's maps, one after the other. */
  void unfold(float[] maps, float[] patches) {
    int to = 0;
    for (int row = 0; row < window.rows(); row++) {
      for (int column = 0; column < window.columns(); column++) {
        read(maps, window.top(row), window.left(column), patches, to);
        to += patch;
      }
    }
  }

  /** The patch at a position. */
  void patch(float[] maps, int position, float[] patches, int to) {
    int columns = window.columns();
    read(maps, window.top(position / columns), window.left(position % columns), patches, to);
  }

  private void read(float[] maps, int top, int left, float[] patches, int to) {
    Shape input = window.input();
    int first = Math.max(0, -left) * channels;
    int end = Math.min(window.width(), input.width() - left) * channels;
    for (int y = 0; y < window.height(); y++) {
      int at = to + y * patchRow;
      boolean within = top + y >= 0 && top + y < input.height();
      int from = (top + y) * mapRow + left * channels;
      for (int i = 0; i < patchRow; i++) {
        patches[at + i] = within && i >= first && i < end ? maps[from + i] : 0f;
      }
    }
  }

  /** Adds all patches to one example's maps. */
  void fold(float[] patches, float[] maps) {
    int from = 0;
    for (int row = 0; row < window.rows(); row++) {
      for (int column = 0; column < window.columns(); column++) {
        add(patches, from, window.top(row), window.left(column), maps);
        from += patch;
      }
    }
  }

  private void add(float[] patches, int from, int top, int left, float[] maps) {
    Shape input = window.input();
    int first = Math.max(0, -left) * channels;
    int end = Math.min(window.width(), input.width() - left) * channels;
    int lowest = Math.max(0, -top);
    int highest = Math.min(window.height(), input.height() - top);
    for (int y = lowest; y < highest; y++) {
      int at = from + y * patchRow;
      int to = (top + y) * mapRow + left * channels;
      for (int i = first; i < end; i++) {
        maps[to + i] += patches[at + i];
      }
    }
  }
}
