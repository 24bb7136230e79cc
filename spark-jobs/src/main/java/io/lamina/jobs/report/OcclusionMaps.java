package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.ExampleGrid;
import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.drawing.Tiling;
import io.lamina.jobs.report.drawing.WeightGrid;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.report.pictures.Occlusions;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Evaluation;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the predictions of a few pictures rest on.
 *
 * @param side of the grey square, in pixels
 * @param least the change that has full colour, at least
 * @param drawn the examples with their maps
 */
record OcclusionMaps(int side, float least, List<Drawn> drawn) {
  private static final float LEAST = 0.01f;

  static Optional<OcclusionMaps> of(ReportPictures pictures, Optional<Evaluation> evaluation) {
    Occlusions occlusions = pictures.classified().occlusions();
    GreyScale scale = GreyScale.of(occlusions.maps().stream().map(Occlusion::image).toList());
    IntFunction<String> named =
        label -> evaluation.map(each -> each.className(label)).orElse(String.valueOf(label));
    return pictures
        .image()
        .filter(shape -> !occlusions.maps().isEmpty())
        .map(
            shape ->
                new OcclusionMaps(
                    occlusions.side(),
                    LEAST,
                    occlusions.maps().stream()
                        .map(each -> Drawn.of(shape, scale, each, named))
                        .toList()));
  }

  /**
   * An example beside its map.
   *
   * @param example of the held-out ones
   * @param map how the probability falls
   * @param actual class
   * @param judged the class whose probability it is
   * @param probabilities with nothing covered, and the lowest
   */
  record Drawn(Picture example, Picture map, String actual, String judged, String probabilities) {
    private static final int LARGEST_SIDE = 96;

    private static Drawn of(
        ImageShape shape, GreyScale scale, Occlusion each, IntFunction<String> named) {
      PixelGrid example = PixelGrid.of(shape, each.image()).noLargerThan(LARGEST_SIDE);
      PixelGrid map =
          new PixelGrid(shape.height(), shape.width(), each.falls()).noLargerThan(LARGEST_SIDE);
      int enlarged = Math.max(1, LARGEST_SIDE / Math.max(map.height(), map.width()));
      Tiling single = new Tiling(1, example.height(), example.width(), 1, enlarged);
      String actual = named.apply(each.actual());
      String judged = named.apply(each.judged());
      return new Drawn(
          new ExampleGrid(List.of(example), single, scale).picture("A " + actual),
          WeightGrid.single(map, enlarged)
              .fullColourFrom(LEAST)
              .picture("Where a grey square makes class " + judged + " less probable"),
          actual,
          judged,
          String.format(Locale.ROOT, "%.3f → %.3f", each.probability(), each.lowest()));
    }
  }
}
