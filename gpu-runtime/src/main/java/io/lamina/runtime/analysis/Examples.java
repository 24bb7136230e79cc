package io.lamina.runtime.analysis;

/**
 * Examples in an array, one after the other.
 *
 * @param width the values of an example
 */
record Examples(int width) {
  /**
   * How many there are.
   *
   * @throws IllegalArgumentException if there is none, or a part of one
   */
  int count(float[] examples) {
    if (examples.length == 0 || examples.length % width != 0) {
      throw new IllegalArgumentException(
          examples.length + " values, must be one or more examples of " + width);
    }
    return examples.length / width;
  }
}
