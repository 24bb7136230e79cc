package io.lamina.runtime.cuda;

/**
 * How a kernel is spread over a card.
 *
 * @param x blocks side by side, at least 1
 * @param y rows of blocks, 1 to 65,535
 * @param threadsX threads of a block, side by side
 * @param threadsY and one behind the other
 */
record Grid(int x, int y, int threadsX, int threadsY) {
  /** {@code THREADS} in kernels.cu. */
  private static final int THREADS = 256;

  private static final int WARP = 32;

  /** Blocks of a sum over all values. */
  private static final int MOST_PARTS = 256;

  private static final int MOST_Y = 65_535;

  /** A thread for every value. */
  static Grid values(int count) {
    return new Grid(blocks(count, THREADS), 1, THREADS, 1);
  }

  /** A thread for every value of a matrix; where columns are very many, for several. */
  static Grid matrix(int rows, int columns) {
    int perBlock = THREADS / WARP;
    return new Grid(
        blocks(rows, WARP), Math.min(MOST_Y, blocks(columns, perBlock)), WARP, perBlock);
  }

  /** Threads that share each row's values among them. */
  static Grid rows(int rows) {
    return new Grid(blocks(rows, WARP), 1, WARP, 16);
  }

  /** A block for every column. */
  static Grid columns(int columns) {
    return new Grid(columns, 1, THREADS, 1);
  }

  /** A warp for every column. */
  static Grid warps(int columns) {
    return new Grid(blocks(columns, THREADS / WARP), 1, THREADS, 1);
  }

  /** One block. */
  static Grid single() {
    return new Grid(1, 1, THREADS, 1);
  }

  /** The same, of as many blocks at most as a sum has parts. */
  Grid parts() {
    return new Grid(Math.min(MOST_PARTS, x), y, threadsX, threadsY);
  }

  /** The most parts of a sum. */
  static int mostParts() {
    return MOST_PARTS;
  }

  private static int blocks(int count, int each) {
    return (int) (((long) count + each - 1) / each);
  }
}
