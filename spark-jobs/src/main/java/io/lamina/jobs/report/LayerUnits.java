package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.WeightGrid;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;

/**
 * What the units of a layer look for.
 *
 * @param figures of the layer
 * @param shown how many units of how many are shown
 * @param weights of the lowest layer, drawn
 * @param higher the same for another layer
 * @param table of the units, where examples are no pictures
 * @param excitations of a few units
 */
record LayerUnits(
    UnitFigures figures,
    String shown,
    Optional<Picture> weights,
    Optional<Higher> higher,
    Optional<UnitTable> table,
    Excitations excitations) {
  private static final int PAGE_WIDTH = 1050;
  private static final int HALF_PAGE_WIDTH = 500;

  static LayerUnits drawn(int number, LayerPictures layer, ImageShape shape, GreyScale scale) {
    boolean lowest = layer.maximisers().isEmpty();
    return new LayerUnits(
        UnitFigures.of(number, layer),
        shown(layer.filters().size(), layer),
        lowest ? Optional.of(weights(number, layer, shape)) : Optional.empty(),
        lowest ? Optional.empty() : Optional.of(Higher.of(number, layer, shape)),
        Optional.empty(),
        Excitations.drawn(number, layer, shape, scale));
  }

  static LayerUnits tabled(int number, LayerPictures layer, InputNames names) {
    UnitTable table = UnitTable.of(names, layer);
    return new LayerUnits(
        UnitFigures.of(number, layer),
        shown(table.rows().size(), layer),
        Optional.empty(),
        Optional.empty(),
        Optional.of(table),
        Excitations.told(layer, names));
  }

  private static String shown(int units, LayerPictures layer) {
    return Figures.count(units) + " of " + Figures.count(layer.units()) + " units";
  }

  private static Picture weights(int number, LayerPictures layer, ImageShape shape) {
    return grid(PAGE_WIDTH, shape, "The weights", number, layer.filters());
  }

  private static Picture grid(
      int width, ImageShape shape, String what, int number, List<float[]> units) {
    String alternative =
        what
            + " of "
            + Figures.count(units.size())
            + " units of layer "
            + number
            + ", each as a picture of "
            + shape.height()
            + " × "
            + shape.width()
            + " pixels";
    return WeightGrid.within(width, shape, units).picture(alternative);
  }

  /**
   * The units of a layer that does not read the inputs.
   *
   * @param combinations of the filters below
   * @param maximisers of the units
   * @param norm of the maximisers
   */
  record Higher(Picture combinations, Picture maximisers, String norm) {
    private static Higher of(int number, LayerPictures layer, ImageShape shape) {
      return new Higher(
          grid(HALF_PAGE_WIDTH, shape, "The linear combinations", number, layer.filters()),
          grid(HALF_PAGE_WIDTH, shape, "The maximising inputs", number, layer.maximisers()),
          Figures.number(layer.norm()));
    }
  }
}
