package io.lamina.jobs.sketch;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * How the values of a column are distributed. Its size is at most some 8 KiB, whatever the number
 * of values. Values of which there are at most {@value #EXACT} different ones are all kept (fewer
 * where there are many columns: {@link ColumnSketcher#each}); others lie in as many bins or fewer,
 * of equal relative width. Immutable.
 */
public final class ColumnSketch implements Serializable {
  private static final long serialVersionUID = 1;

  /** So many different values are kept exactly. */
  public static final int EXACT = Bins.MOST;

  /** Goes up when a reader of the format before would be misled. */
  private static final byte FORMAT = 1;

  private final Bins bins;
  private final long missing;

  ColumnSketch(Bins bins, long missing) {
    this.bins = bins;
    this.missing = missing;
  }

  /** Of no value. */
  public static ColumnSketch empty() {
    return new ColumnSketch(Bins.none(Bins.MOST), 0);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static ColumnSketch of(byte[] bytes) {
    return new SketchBytes(ByteBuffer.wrap(bytes)).read(FORMAT);
  }

  /** Equal sketches give equal bytes. */
  public byte[] toBytes() {
    return SketchBytes.write(FORMAT, bins, missing);
  }

  /**
   * The sketch of both columns' values.
   *
   * @param other with as many bins at most
   */
  public ColumnSketch plus(ColumnSketch other) {
    return new ColumnSketch(bins.plus(other.bins), missing + other.missing);
  }

  /** The finite values. */
  public long count() {
    return bins.total();
  }

  /** The values that are not finite. */
  public long missing() {
    return missing;
  }

  /** Whether there are values, and all are one and the same. */
  public boolean isConstant() {
    return bins.isOneValue() && missing == 0;
  }

  Bins bins() {
    return bins;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnSketch sketch
        && bins.equals(sketch.bins)
        && missing == sketch.missing;
  }

  @Override
  public int hashCode() {
    return bins.hashCode() + Long.hashCode(missing);
  }
}
