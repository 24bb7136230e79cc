package io.lamina.jobs.data.fit;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Window;

/**
 * What a window sees of pictures, at all its positions.
 *
 * @param window that stays within the pictures
 */
record Patches(Window window) implements Pieces {
  private static final long serialVersionUID = 1;

  Patches {
    if (window.border() != Border.VALID) {
      throw new IllegalArgumentException("a window that leaves the pictures: " + window);
    }
  }

  @Override
  public int features() {
    return window.patch().size();
  }

  @Override
  public long count(long examples) {
    return Math.multiplyExact(examples, (long) window.count());
  }

  @Override
  public void addTo(Accumulator<?> gathered, double[] example) {
    int channels = window.input().channels();
    int line = window.width() * channels;
    double[] patch = new double[features()];
    for (int row = 0; row < window.rows(); row++) {
      for (int column = 0; column < window.columns(); column++) {
        for (int y = 0; y < window.height(); y++) {
          int place = (window.top(row) + y) * window.input().width() + window.left(column);
          System.arraycopy(example, place * channels, patch, y * line, line);
        }
        gathered.add(patch);
      }
    }
  }
}
