package io.lamina.jobs.report.drawing;

/**
 * Cells of one size in rows, one pixel apart.
 *
 * @param cells how many
 * @param height of a cell in pixels
 * @param width of a cell in pixels
 * @param columns of cells
 * @param scale by which the page enlarges a pixel
 */
public record Tiling(int cells, int height, int width, int columns, int scale) {
  private static final int LARGEST_SCALE = 4;

  /** Pixels of the page that a small cell may be enlarged to. */
  private static final int SMALL_CELL = 48;

  private static final int GAP = 1;

  /** At the largest scale at which the tiling is not higher than it may be wide. */
  public static Tiling within(int pageWidth, int cells, int height, int width) {
    int largest = Math.max(LARGEST_SCALE, SMALL_CELL / Math.max(height, width));
    Tiling tiling = within(pageWidth, cells, height, width, largest);
    while (tiling.scale > 1 && tiling.rows() * (height + GAP) * tiling.scale > pageWidth) {
      tiling = within(pageWidth, cells, height, width, tiling.scale - 1);
    }
    return tiling;
  }

  private static Tiling within(int pageWidth, int cells, int height, int width, int scale) {
    int columns = Math.max(1, Math.min(cells, pageWidth / ((width + GAP) * scale)));
    return new Tiling(cells, height, width, columns, scale);
  }

  private int rows() {
    return (cells + columns - 1) / columns;
  }

  int imageHeight() {
    return rows() * (height + GAP) - GAP;
  }

  int imageWidth() {
    return columns * (width + GAP) - GAP;
  }

  int top(int cell) {
    return cell / columns * (height + GAP);
  }

  int left(int cell) {
    return cell % columns * (width + GAP);
  }

  /** Whether a pixel parts cells; where the last row has none left, nothing is to be parted. */
  boolean isLine(int y, int x) {
    int cell = y / (height + GAP) * columns + x / (width + GAP);
    return cell < cells && ((y + GAP) % (height + GAP) == 0 || (x + GAP) % (width + GAP) == 0);
  }
}
