package io.lamina.jobs.sketch;

import java.util.List;
import java.util.stream.Stream;

/** Makes a sketch of values that come one by one. For one thread. */
public final class ColumnSketcher {
  /** Bins of all columns together; a bin takes some 16 bytes here, and 5 when it is written. */
  private static final int BINS = 1 << 20;

  private static final int FEWEST = 64;

  private final float[] recent;
  private int held;
  private Bins bins;
  private long missing;

  public ColumnSketcher() {
    this(Bins.MOST);
  }

  private ColumnSketcher(int most) {
    this.recent = new float[most];
    this.bins = Bins.none(most);
  }

  /**
   * A sketcher for each of so many columns. Together they take some 16 MiB, or 1 KiB each if that
   * is more: where there are more than 1,024 columns, each has fewer bins.
   */
  public static List<ColumnSketcher> each(int columns) {
    int most = Math.max(FEWEST, Math.min(Bins.MOST, BINS / Math.max(1, columns)));
    return Stream.generate(() -> new ColumnSketcher(most)).limit(columns).toList();
  }

  public void add(float value) {
    if (!Float.isFinite(value)) {
      missing++;
      return;
    }
    if (held == recent.length) {
      settle();
    }
    recent[held++] = value;
  }

  /** The sketch of all values so far. */
  public ColumnSketch sketch() {
    settle();
    return new ColumnSketch(bins, missing);
  }

  private void settle() {
    bins = bins.plus(recent, held);
    held = 0;
  }
}
