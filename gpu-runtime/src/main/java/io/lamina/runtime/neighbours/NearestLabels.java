package io.lamina.runtime.neighbours;

import java.io.Serializable;
import java.util.Arrays;

/**
 * For some examples, the nearest labeled example that was found so far: its squared distance and
 * its label. Of equally near ones the lowest label counts, so it does not matter in which order, or
 * in how many parts, the labeled examples come. For one thread.
 */
public final class NearestLabels implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] squares;
  private final int[] labels;

  /**
   * Nothing is found yet.
   *
   * @param examples for which something is looked for
   */
  public NearestLabels(int examples) {
    this.squares = new double[examples];
    this.labels = new int[examples];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    Arrays.fill(labels, Integer.MAX_VALUE);
  }

  /** The examples for which something is looked for. */
  public int size() {
    return labels.length;
  }

  /** The label of the nearest one; of an example for which there was none, no class. */
  public int label(int example) {
    return labels[example];
  }

  double square(int example) {
    return squares[example];
  }

  /** Takes a labeled example if it is nearer, or as near and of a lower label. */
  void offer(int example, double square, int label) {
    boolean nearer = square < squares[example];
    if (nearer || (square == squares[example] && label < labels[example])) {
      squares[example] = square;
      labels[example] = label;
    }
  }

  /** Whether no labeled example of this label can take the place of what was found. */
  boolean isSettledFor(int example, int label) {
    return squares[example] == 0 && label >= labels[example];
  }

  /** Takes what others found for the same examples where it is nearer. */
  public void merge(NearestLabels others) {
    for (int i = 0; i < size(); i++) {
      offer(i, others.squares[i], others.labels[i]);
    }
  }
}
