package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.ExampleGrid;
import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.drawing.Tiling;
import io.lamina.jobs.report.drawing.WeightGrid;
import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;

/**
 * A few units of a layer with the examples that excite them most.
 *
 * @param drawn if examples are pictures
 * @param told if they are not
 */
record Excitations(List<Drawn> drawn, List<Told> told) {
  static Excitations drawn(int number, LayerPictures layer, ImageShape shape, GreyScale scale) {
    return new Excitations(
        layer.excitations().stream()
            .map(each -> Drawn.of(number, layer, each, shape, scale))
            .toList(),
        List.of());
  }

  static Excitations told(LayerPictures layer, InputNames names) {
    return new Excitations(
        List.of(), layer.excitations().stream().map(each -> Told.of(names, each)).toList());
  }

  /** Whether there are pictures. */
  boolean pictured() {
    return !drawn.isEmpty();
  }

  /** Whether there is a table. */
  boolean described() {
    return !told.isEmpty();
  }

  /** Whether there are projections through the switches of pooling. */
  boolean anyDeconvolved() {
    return drawn.stream().anyMatch(each -> each.deconvolved().isPresent());
  }

  /** Whether there are pictures of guided backpropagation. */
  boolean anyGuided() {
    return drawn.stream().anyMatch(each -> each.guided().isPresent());
  }

  /**
   * A unit beside the examples.
   *
   * @param unit counted from 0
   * @param sought what it looks for
   * @param exciting the examples
   * @param deconvolved their projections through the switches of pooling
   * @param guided the same by guided backpropagation
   * @param codes from the weakest to the strongest
   */
  record Drawn(
      int unit,
      Picture sought,
      Picture exciting,
      Optional<Picture> deconvolved,
      Optional<Picture> guided,
      String codes) {
    private static final int LARGEST_SIDE = 32;
    private static final int COLUMNS = 3;

    private static Drawn of(
        int number, LayerPictures layer, Excitation each, ImageShape shape, GreyScale scale) {
      PixelGrid sought = small(shape, layer.sought(each.unit()));
      List<PixelGrid> examples = small(shape, each.examples());
      Tiling tiling = tiling(examples.size(), sought);
      String unit = "unit " + each.unit() + " of layer " + number;
      return new Drawn(
          each.unit(),
          WeightGrid.single(sought, COLUMNS * tiling.scale())
              .picture("What " + unit + " responds to"),
          new ExampleGrid(examples, tiling, scale)
              .picture("The " + examples.size() + " examples that excite " + unit + " most"),
          grid(small(shape, each.projections().deconvolved()), tiling)
              .map(grid -> grid.picture("What the response of " + unit + " to each comes from")),
          grid(small(shape, each.projections().guided()), tiling)
              .map(grid -> grid.picture("Guided backpropagation of " + unit + " for each")),
          range(each));
    }

    private static Optional<WeightGrid> grid(List<PixelGrid> projections, Tiling tiling) {
      return projections.isEmpty()
          ? Optional.empty()
          : Optional.of(WeightGrid.of(projections, tiling));
    }

    private static List<PixelGrid> small(ImageShape shape, List<float[]> examples) {
      return examples.stream().map(example -> small(shape, example)).toList();
    }

    private static PixelGrid small(ImageShape shape, float[] values) {
      return PixelGrid.of(shape, values).noLargerThan(LARGEST_SIDE);
    }

    /** As large as the unit itself at three times the scale. */
    private static Tiling tiling(int cells, PixelGrid cell) {
      int scale = Math.max(1, LARGEST_SIDE / (Math.max(cell.height(), cell.width()) + 1));
      return new Tiling(cells, cell.height(), cell.width(), COLUMNS, scale);
    }
  }

  /**
   * A unit and what sets the examples apart.
   *
   * @param unit counted from 0
   * @param codes from the weakest to the strongest
   * @param contrast the inputs that stand out, with their means
   */
  record Told(int unit, String codes, String contrast) {
    private static Told of(InputNames names, Excitation each) {
      return new Told(
          each.unit(),
          range(each),
          names.strongest(
              each.contrast(),
              input ->
                  Figures.contrast(names.of(input), each.mean(input), each.contrast()[input])));
    }
  }

  /** The codes in words, from the weakest to the strongest. */
  private static String range(Excitation each) {
    List<Float> codes = each.codes();
    return Figures.range(codes.get(codes.size() - 1), codes.get(0));
  }
}
