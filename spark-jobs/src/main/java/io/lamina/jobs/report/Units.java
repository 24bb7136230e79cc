package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.report.pictures.UnitCounts;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the units of the layers look for.
 *
 * @param rules by which dead and duplicate units are counted
 * @param counted whether inputs have no names but numbers
 * @param examples looked at
 * @param layers the lowest first
 */
record Units(String rules, boolean counted, String examples, List<LayerUnits> layers) {
  static Optional<Units> of(ReportPictures pictures) {
    List<LayerPictures> layers = pictures.layers();
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    UnitCounts counts = layers.get(0).counts();
    return Optional.of(
        new Units(
            rules(counts, layers),
            !InputNames.of(pictures).given(),
            Figures.count(counts.examples()),
            pictures
                .image()
                .map(shape -> drawn(layers, shape))
                .orElseGet(() -> tabled(layers, InputNames.of(pictures)))));
  }

  /** All examples on one scale. */
  private static List<LayerUnits> drawn(List<LayerPictures> layers, ImageShape shape) {
    GreyScale scale =
        GreyScale.of(
            layers.stream()
                .flatMap(layer -> layer.excitations().stream())
                .flatMap(each -> each.examples().stream())
                .toList());
    return IntStream.range(0, layers.size())
        .mapToObj(
            k -> LayerUnits.drawn(k + 1, layers.get(k), layers.get(k).image().orElse(shape), scale))
        .toList();
  }

  private static List<LayerUnits> tabled(List<LayerPictures> layers, InputNames names) {
    return IntStream.range(0, layers.size())
        .mapToObj(k -> LayerUnits.tabled(k + 1, layers.get(k), names))
        .toList();
  }

  private static String rules(UnitCounts counts, List<LayerPictures> layers) {
    String rules =
        "A unit is dead if its codes for "
            + Figures.count(counts.examples())
            + " test examples differ by less than "
            + counts.dead().range()
            + ". It is a duplicate if its weight vector and that of an earlier unit have a cosine"
            + " above "
            + counts.duplicate().cosine()
            + ".";
    boolean all =
        layers.stream().allMatch(layer -> layer.counts().duplicate().compared() == layer.units());
    return all ? rules : rules + " Only the first units of a layer are compared.";
  }
}
