package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.ExampleGrid;
import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.drawing.Tiling;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples that the model generated.
 *
 * @param shown how many of how many are shown
 * @param steps that each chain took
 * @param picture of them, if examples are pictures
 * @param features what the rows tell
 * @param rows of their first values, if not
 */
record Generated(
    String shown, String steps, Optional<Picture> picture, String features, List<Row> rows) {
  private static final int PAGE_WIDTH = 1050;
  private static final int LARGEST_SIDE = 56;
  private static final int MOST_PICTURES = 400;
  private static final int MOST_ROWS = 20;

  static Optional<Generated> of(ReportPictures pictures) {
    SampledExamples samples = pictures.samples();
    return samples.examples().isEmpty()
        ? Optional.empty()
        : Optional.of(
            pictures
                .image()
                .map(shape -> drawn(shape, samples))
                .orElseGet(() -> tabled(InputNames.of(pictures), samples)));
  }

  private static Generated drawn(ImageShape shape, SampledExamples samples) {
    List<float[]> first = first(MOST_PICTURES, samples);
    List<PixelGrid> cells =
        first.stream().map(each -> PixelGrid.of(shape, each).noLargerThan(LARGEST_SIDE)).toList();
    Tiling tiling =
        Tiling.within(PAGE_WIDTH, cells.size(), cells.get(0).height(), cells.get(0).width());
    Picture picture =
        new ExampleGrid(cells, tiling, GreyScale.of(first))
            .picture(Figures.count(first.size()) + " examples that the model generated");
    return new Generated(
        shown(first, samples), steps(samples), Optional.of(picture), "", List.of());
  }

  private static Generated tabled(InputNames names, SampledExamples samples) {
    List<float[]> first = first(MOST_ROWS, samples);
    return new Generated(
        shown(first, samples),
        steps(samples),
        Optional.empty(),
        names.firstTitle(),
        IntStream.range(0, first.size())
            .mapToObj(i -> new Row(i + 1, names.first(first.get(i))))
            .toList());
  }

  private static List<float[]> first(int most, SampledExamples samples) {
    return samples.examples().subList(0, Math.min(most, samples.examples().size()));
  }

  private static String shown(List<float[]> first, SampledExamples all) {
    return Figures.count(first.size()) + " of " + Figures.count(all.examples().size());
  }

  private static String steps(SampledExamples samples) {
    return Figures.count(samples.steps());
  }

  /**
   * A sample in the table.
   *
   * @param number counted from 1
   * @param values the first of them
   */
  record Row(int number, String values) {}
}
