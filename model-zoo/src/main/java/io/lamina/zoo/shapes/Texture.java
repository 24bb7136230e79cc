package io.lamina.zoo.shapes;

/** How light a figure is at its points, with one period a unit of length. */
enum Texture {
  STRIPES {
    @Override
    boolean isLight(double x, double y) {
      return x - Math.floor(x) < 0.5;
    }
  },
  CHEQUERS {
    @Override
    boolean isLight(double x, double y) {
      return x - Math.floor(x) < 0.5 == y - Math.floor(y) < 0.5;
    }
  };

  abstract boolean isLight(double x, double y);
}
