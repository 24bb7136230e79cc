package io.lamina.jobs.report;

import io.lamina.jobs.report.pictures.LayerPictures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Units as rows of what they look for.
 *
 * @param higher whether there are maximisers
 * @param norm of the maximisers
 * @param rows one a unit
 */
record UnitTable(boolean higher, String norm, List<Row> rows) {
  private static final int MOST = 20;

  /** The first units of a layer. */
  static UnitTable of(InputNames names, LayerPictures layer) {
    return new UnitTable(
        !layer.maximisers().isEmpty(),
        Figures.number(layer.norm()),
        IntStream.range(0, Math.min(MOST, layer.filters().size()))
            .mapToObj(unit -> Row.of(names, layer, unit))
            .toList());
  }

  /**
   * A unit.
   *
   * @param unit counted from 0
   * @param norm the length of its weight vector, or of the linear combination
   * @param strongest the inputs it weighs most, with their weights
   * @param maximiser the strongest inputs of its maximiser, if it has one
   */
  record Row(int unit, String norm, String strongest, Optional<String> maximiser) {
    private static Row of(InputNames names, LayerPictures layer, int unit) {
      float[] filter = layer.filters().get(unit);
      return new Row(
          unit,
          Figures.number(norm(filter)),
          names.strongest(filter),
          layer.maximisers().stream().skip(unit).findFirst().map(names::strongest));
    }

    private static double norm(float[] vector) {
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      return Math.sqrt(squares);
    }
  }
}
