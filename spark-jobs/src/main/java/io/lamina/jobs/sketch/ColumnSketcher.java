package io.lamina.jobs.sketch;

/** Makes a sketch of values that come one by one. For one thread. */
public final class ColumnSketcher {
  private final float[] recent = new float[Bins.MOST];
  private int held;
  private Bins bins = Bins.NONE;
  private long missing;

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
    bins = bins.plus(Bins.of(recent, held));
    held = 0;
  }
}
