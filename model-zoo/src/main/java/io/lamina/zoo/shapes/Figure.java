package io.lamina.zoo.shapes;

/** What a picture shows, of about one radius around the origin. */
enum Figure {
  DISC {
    @Override
    boolean covers(double x, double y) {
      return x * x + y * y < 0.8;
    }
  },
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) < 0.75;
    }
  },
  TRIANGLE {
    @Override
    boolean covers(double x, double y) {
      return y < 0.55 && y > 1.75 * Math.abs(x) - 1;
    }
  },
  CROSS {
    @Override
    boolean covers(double x, double y) {
      double least = Math.min(Math.abs(x), Math.abs(y));
      return least < 0.32 && Math.max(Math.abs(x), Math.abs(y)) < 1;
    }
  },
  RING {
    @Override
    boolean covers(double x, double y) {
      double square = x * x + y * y;
      return square < 1 && square > 0.3;
    }
  };

  abstract boolean covers(double x, double y);
}
