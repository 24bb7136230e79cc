package io.lamina.zoo.digits;

/** A square grey picture that a round pen draws on. Not safe for use by several threads. */
final class Canvas {
  private final int side;
  private final double radius;
  private final double softness;
  private final double[] ink;

  /**
   * @param side pixels a side
   * @param radius of the pen, in pixels
   * @param softness the width of the stroke's edge, in pixels
   */
  Canvas(int side, double radius, double softness) {
    this.side = side;
    this.radius = radius;
    this.softness = softness;
    this.ink = new double[side * side];
  }

  void draw(Stroke stroke) {
    for (int k = 1; k < stroke.points(); k++) {
      line(stroke.x(k - 1), stroke.y(k - 1), stroke.x(k), stroke.y(k));
    }
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    double reach = radius + softness;
    int left = inside(Math.min(fromX, toX) - reach);
    int right = inside(Math.max(fromX, toX) + reach);
    int top = inside(Math.min(fromY, toY) - reach);
    int bottom = inside(Math.max(fromY, toY) + reach);
    double dx = toX - fromX;
    double dy = toY - fromY;
    double length = Math.max(dx * dx + dy * dy, 1e-12);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - fromX;
        double py = row + 0.5 - fromY;
        double along = Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        double offX = px - along * dx;
        double offY = py - along * dy;
        touch(row * side + column, Math.sqrt(offX * offX + offY * offY));
      }
    }
  }

  private void touch(int pixel, double distance) {
    double strength = Math.min(1, Math.max(0, 0.5 + (radius - distance) / softness));
    ink[pixel] = Math.max(ink[pixel], strength);
  }

  private int inside(double coordinate) {
    return (int) Math.min(side - 1, Math.max(0, Math.floor(coordinate)));
  }

  /** The picture row by row: 0 paper, 255 ink, as unsigned bytes. */
  byte[] pixels() {
    byte[] pixels = new byte[ink.length];
    for (int k = 0; k < ink.length; k++) {
      pixels[k] = (byte) Math.rint(255 * ink[k]);
    }
    return pixels;
  }
}
