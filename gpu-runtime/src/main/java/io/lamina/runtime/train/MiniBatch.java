package io.lamina.runtime.train;

/**
 * The examples of one step, on the host. One is filled again and again; it is used by one thread.
 */
public final class MiniBatch {
  private final int inputs;
  private final float[] values;
  private final int[] labels;
  private int size;

  /**
   * @param inputs values of an example
   * @param capacity the most examples it may hold
   */
  public MiniBatch(int inputs, int capacity) {
    this.inputs = inputs;
    this.values = new float[Math.multiplyExact(inputs, capacity)];
    this.labels = new int[capacity];
  }

  /** The values of an example. */
  public int inputs() {
    return inputs;
  }

  /** The examples it holds now. */
  public int size() {
    return size;
  }

  /** The examples it can hold. */
  public int capacity() {
    return labels.length;
  }

  /**
   * The examples' values, one example after the other; example i begins at {@code i * inputs()}.
   */
  public float[] values() {
    return values;
  }

  /** The examples' labels; without meaning where the data has none. */
  public int[] labels() {
    return labels;
  }

  /** States how many examples have been filled in. */
  public void size(int size) {
    if (size < 0 || size > capacity()) {
      throw new IllegalArgumentException(size + " examples, of at most " + capacity());
    }
    this.size = size;
  }
}
