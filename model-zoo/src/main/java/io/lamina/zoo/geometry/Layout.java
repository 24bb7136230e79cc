package io.lamina.zoo.geometry;

import java.util.List;

/**
 * Blocks of parameters in a vector, one after the other: what alone knows where each begins.
 *
 * @param blocks in the vector's order
 */
record Layout(List<Block> blocks) {
  /**
   * @throws IllegalArgumentException if there are more parameters than a vector can hold
   */
  Layout {
    blocks = List.copyOf(blocks);
    long count = blocks.stream().mapToLong(Block::size).sum();
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          count + " parameters, at most " + Integer.MAX_VALUE + " fit (use fewer units)");
    }
  }

  /** The whole vector's length. */
  int length() {
    return span(0, blocks.size()).length();
  }

  /** The blocks {@code from} to {@code to - 1}. */
  Span span(int from, int to) {
    return new Span(count(blocks.subList(0, from)), count(blocks.subList(from, to)));
  }

  /** The block of a name among the blocks {@code from} to {@code to - 1}. */
  Span span(int from, int to, String name) {
    for (int k = from; k < to; k++) {
      if (blocks.get(k).name().equals(name)) {
        return span(k, k + 1);
      }
    }
    throw new IllegalArgumentException("no " + name + " among " + blocks.subList(from, to));
  }

  private static int count(List<Block> some) {
    return (int) some.stream().mapToLong(Block::size).sum();
  }
}
