package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples beside what became of them.
 *
 * @param pairs of pictures, if examples are pictures
 * @param rows about the differences, if not
 * @param counted whether features have no names but numbers
 * @param by what reconstructed them
 */
record Reconstructions(List<Pair> pairs, List<Row> rows, boolean counted, String by) {
  static Optional<Reconstructions> of(ReportPictures pictures) {
    List<Reconstruction> all = pictures.reconstructed().examples();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            pictures
                .image()
                .map(shape -> drawn(shape, all, by(pictures)))
                .orElseGet(() -> tabled(InputNames.of(pictures), all, by(pictures))));
  }

  private static String by(ReportPictures pictures) {
    return pictures.reconstructed().fineTuned()
        ? "the fine-tuned network"
        : "the pretrained layers";
  }

  /** On one scale, which the originals set: what leaves it is drawn black or white. */
  private static Reconstructions drawn(ImageShape shape, List<Reconstruction> all, String by) {
    GreyScale scale = GreyScale.of(all.stream().map(Reconstruction::original).toList());
    return new Reconstructions(
        IntStream.range(0, all.size())
            .mapToObj(i -> Pair.of(i + 1, shape, scale, all.get(i)))
            .toList(),
        List.of(),
        false,
        by);
  }

  private static Reconstructions tabled(InputNames names, List<Reconstruction> all, String by) {
    return new Reconstructions(
        List.of(),
        IntStream.range(0, all.size()).mapToObj(i -> Row.of(i + 1, names, all.get(i))).toList(),
        !names.given(),
        by);
  }

  /** Whether there are pictures rather than a table. */
  boolean pictured() {
    return !pairs.isEmpty();
  }

  /**
   * Two pictures.
   *
   * @param original of them
   * @param reconstructed of them
   * @param error mean squared
   */
  record Pair(Picture original, Picture reconstructed, String error) {
    private static Pair of(int number, ImageShape shape, GreyScale scale, Reconstruction each) {
      return new Pair(
          scale.picture(PixelGrid.of(shape, each.original()), "Example " + number),
          scale.picture(
              PixelGrid.of(shape, each.reconstructed()), "Reconstruction of example " + number),
          Figures.number(each.meanSquaredError()));
    }
  }

  /**
   * An example in the table.
   *
   * @param number counted from 1
   * @param error mean squared
   * @param feature that was reconstructed worst
   * @param original value of it
   * @param reconstructed value of it
   */
  record Row(int number, String error, String feature, String original, String reconstructed) {
    private static Row of(int number, InputNames names, Reconstruction each) {
      int worst = each.worstFeature();
      return new Row(
          number,
          Figures.number(each.meanSquaredError()),
          names.of(worst),
          Figures.number(each.original()[worst]),
          Figures.number(each.reconstructed()[worst]));
    }
  }
}
