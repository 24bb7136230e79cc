package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;

/** Pooling on arrays of the host, of one example's maps. */
final class HostPooling {
  private final Pooling pooling;
  private final Window window;
  private final int channels;
  private final WindowPlaces places;

  HostPooling(Pooling pooling) {
    this.pooling = pooling;
    this.window = pooling.window();
    this.channels = window.input().channels();
    this.places = new WindowPlaces(window);
  }

  /** Pools the maps. */
  void pool(float[] maps, float[] pooled) {
    boolean largest = pooling.kind() == Pooling.Kind.MAX;
    Arrays.fill(pooled, largest ? Float.NEGATIVE_INFINITY : 0f);
    places.each(
        (from, to) -> {
          if (largest) {
            raise(maps, from, pooled, to);
          } else {
            add(maps, from, pooled, to);
          }
        });
    if (!largest) {
      divide(pooled, window.height() * window.width());
    }
  }

  private void raise(float[] maps, int from, float[] pooled, int to) {
    for (int c = 0; c < channels; c++) {
      pooled[to + c] = Math.max(pooled[to + c], maps[from + c]);
    }
  }

  private void add(float[] maps, int from, float[] pooled, int to) {
    for (int c = 0; c < channels; c++) {
      pooled[to + c] += maps[from + c];
    }
  }

  private static void divide(float[] values, float divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }

  /** The gradient with respect to the maps, whatever is in there before. */
  void gradient(float[] maps, float[] pooled, float[] delta, float[] deltaMaps) {
    Arrays.fill(deltaMaps, 0f);
    if (pooling.kind() == Pooling.Kind.AVERAGE) {
      divide(delta, window.height() * window.width());
      places.each((from, to) -> add(delta, to, deltaMaps, from));
      return;
    }
    boolean[] given = new boolean[pooled.length];
    places.each(
        (from, to) -> {
          for (int c = 0; c < channels; c++) {
            if (!given[to + c] && maps[from + c] == pooled[to + c]) {
              given[to + c] = true;
              deltaMaps[from + c] += delta[to + c];
            }
          }
        });
  }
}
