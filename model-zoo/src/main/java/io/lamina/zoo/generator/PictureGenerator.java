package io.lamina.zoo.generator;

/**
 * Draws pictures with labels. Example {@code i} is always the same, on every machine and whatever
 * was drawn before it. Safe for use by several threads.
 */
public interface PictureGenerator {
  /** The class of example {@code index}, counted from 0. */
  int label(long index);

  /** The picture as unsigned bytes, row by row, the channels of a pixel side by side. */
  byte[] pixels(long index);
}
