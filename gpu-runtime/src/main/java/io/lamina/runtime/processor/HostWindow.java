package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;

/**
 * A window at work on arrays of the host, which stay in a small cache: one example's maps, and the
 * patches of one row of positions. The values of a row of a patch lie side by side in the maps,
 * too: whatever lies within the maps is one piece.
 */
final class HostWindow {
  private static final int LONG = 12;

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

  /** The values of the patches of one row of positions. */
  int rowSize() {
    return window.columns() * patch;
  }

  /** The patches of a row of positions, one after the other. */
  void unfold(float[] maps, int row, float[] patches) {
    for (int column = 0; column < window.columns(); column++) {
      read(maps, window.top(row), window.left(column), patches, column * patch);
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
    int lowest = Math.max(0, -top);
    int highest = Math.min(window.height(), input.height() - top);
    if (end - first < patchRow || highest - lowest < window.height()) {
      Arrays.fill(patches, to, to + patch, 0f);
    }
    for (int y = lowest; y < highest; y++) {
      int from = (top + y) * mapRow + left * channels;
      copy(maps, from + first, patches, to + y * patchRow + first, end - first);
    }
  }

  /** A loop, where calling {@code arraycopy} would take longer than copying. */
  private static void copy(float[] source, int from, float[] target, int to, int count) {
    if (count >= LONG) {
      System.arraycopy(source, from, target, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[to + i] = source[from + i];
    }
  }

  /** Adds the patches of a row of positions to the maps. */
  void fold(float[] patches, int row, float[] maps) {
    for (int column = 0; column < window.columns(); column++) {
      add(patches, column * patch, window.top(row), window.left(column), maps);
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
