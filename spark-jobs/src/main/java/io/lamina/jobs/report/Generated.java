package io.lamina.jobs.report;

import io.lamina.zoo.plan.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples that the model generated.
 *
 * @param shown how many of how many are shown
 * @param picture of them, if examples are pictures
 * @param features what the rows tell
 * @param rows of their first values, if not
 */
record Generated(String shown, Optional<Picture> picture, String features, List<Row> rows) {
  private static final int PAGE_WIDTH = 1050;
  private static final int LARGEST_SIDE = 56;
  private static final int MOST_PICTURES = 400;
  private static final int MOST_ROWS = 20;

  static Optional<Generated> of(ReportPictures pictures) {
    List<float[]> samples = pictures.samples();
    return samples.isEmpty()
        ? Optional.empty()
        : Optional.of(
            pictures
                .image()
                .map(shape -> drawn(shape, samples))
                .orElseGet(() -> tabled(pictures.names(), samples)));
  }

  private static Generated drawn(ImageShape shape, List<float[]> samples) {
    List<float[]> first = samples.subList(0, Math.min(MOST_PICTURES, samples.size()));
    List<PixelGrid> cells =
        first.stream().map(each -> PixelGrid.of(shape, each).noLargerThan(LARGEST_SIDE)).toList();
    Tiling tiling =
        Tiling.within(PAGE_WIDTH, cells.size(), cells.get(0).height(), cells.get(0).width());
    Picture picture =
        new ExampleGrid(cells, tiling, GreyScale.of(first))
            .picture(Figures.count(first.size()) + " examples that the model generated");
    return new Generated(shown(first, samples), Optional.of(picture), "", List.of());
  }

  private static Generated tabled(InputNames names, List<float[]> samples) {
    List<float[]> first = samples.subList(0, Math.min(MOST_ROWS, samples.size()));
    return new Generated(
        shown(first, samples),
        Optional.empty(),
        names.firstTitle(),
        IntStream.range(0, first.size())
            .mapToObj(i -> new Row(i + 1, names.first(first.get(i))))
            .toList());
  }

  private static String shown(List<float[]> first, List<float[]> all) {
    return Figures.count(first.size()) + " of " + Figures.count(all.size());
  }

  /**
   * A sample in the table.
   *
   * @param number counted from 1
   * @param values the first of them
   */
  record Row(int number, String values) {}
}
