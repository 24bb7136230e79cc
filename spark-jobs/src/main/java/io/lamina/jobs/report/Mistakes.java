package io.lamina.jobs.report;

import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Evaluation;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Examples that were given the wrong class.
 *
 * @param shown how many of how many are shown
 * @param drawn with their pictures, if examples are pictures
 * @param features what the rows tell
 * @param rows of their first features, if not
 */
record Mistakes(String shown, List<Drawn> drawn, String features, List<Row> rows) {
  static Optional<Mistakes> of(ReportPictures pictures, Optional<Evaluation> evaluation) {
    List<Mistake> all = pictures.classified().mistakes();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    GreyScale scale = GreyScale.of(all.stream().map(Mistake::image).toList());
    String shown =
        Figures.count(all.size())
            + evaluation
                .map(each -> " of the " + Figures.count(each.errors()) + " mistakes.")
                .orElse(" mistakes.");
    IntFunction<String> named =
        label -> evaluation.map(each -> each.className(label)).orElse(String.valueOf(label));
    return Optional.of(
        new Mistakes(
            shown,
            pictures
                .image()
                .map(
                    shape -> all.stream().map(each -> Drawn.of(shape, scale, each, named)).toList())
                .orElse(List.of()),
            InputNames.of(pictures).firstTitle(),
            pictures.image().isPresent()
                ? List.of()
                : all.stream().map(each -> Row.of(InputNames.of(pictures), each, named)).toList()));
  }

  /** Whether there are pictures rather than a table. */
  boolean pictured() {
    return !drawn.isEmpty();
  }

  /**
   * A mistake with its picture.
   *
   * @param picture of the example
   * @param actual class
   * @param predicted class
   */
  record Drawn(Picture picture, String actual, String predicted) {
    private static Drawn of(
        ImageShape shape, GreyScale scale, Mistake each, IntFunction<String> named) {
      String actual = named.apply(each.actual());
      String predicted = named.apply(each.predicted());
      String alternative = "A " + actual + " that was classified as a " + predicted;
      return new Drawn(
          scale.picture(PixelGrid.of(shape, each.image()), alternative), actual, predicted);
    }
  }

  /**
   * A mistake in the table.
   *
   * @param actual class
   * @param predicted class
   * @param features the first of the example
   */
  record Row(String actual, String predicted, String features) {
    private static Row of(InputNames names, Mistake each, IntFunction<String> named) {
      return new Row(
          named.apply(each.actual()), named.apply(each.predicted()), names.first(each.image()));
    }
  }
}
