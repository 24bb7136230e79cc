package io.lamina.jobs.report;

import io.lamina.jobs.run.Evaluation;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The confusion matrix and the figures of each class.
 *
 * @param labels of the columns
 * @param rows of the matrix; empty if it is too large for a page
 * @param classes the figures
 */
record Confusion(List<String> labels, List<Row> rows, List<Figure> classes) {
  private static final int MOST_CLASSES = 40;

  static Confusion of(Evaluation evaluation) {
    return new Confusion(
        IntStream.range(0, evaluation.confusion().size()).mapToObj(evaluation::className).toList(),
        evaluation.confusion().size() <= MOST_CLASSES ? rows(evaluation) : List.of(),
        evaluation.classes().stream().map(each -> Figure.of(evaluation, each)).toList());
  }

  /** Whether the matrix is small enough for a page. */
  boolean fits() {
    return !rows.isEmpty();
  }

  /** Mistakes are few: they are shaded among themselves, or none would be seen. */
  private static List<Row> rows(Evaluation evaluation) {
    List<List<Integer>> matrix = evaluation.confusion();
    int mostConfused =
        IntStream.range(0, matrix.size())
            .flatMap(
                row ->
                    IntStream.range(0, matrix.size())
                        .filter(column -> column != row)
                        .map(column -> matrix.get(row).get(column)))
            .max()
            .orElse(0);
    return IntStream.range(0, matrix.size())
        .mapToObj(
            label -> Row.of(label, evaluation.className(label), matrix.get(label), mostConfused))
        .toList();
  }

  /**
   * A row of the matrix.
   *
   * @param label the actual class
   * @param cells by predicted class
   */
  record Row(String label, List<Cell> cells) {
    private static Row of(int label, String name, List<Integer> counts, int mostConfused) {
      int mostRight = Math.max(1, Collections.max(counts));
      return new Row(
          name,
          IntStream.range(0, counts.size())
              .mapToObj(
                  column ->
                      Cell.of(
                          label == column,
                          counts.get(column),
                          label == column ? mostRight : mostConfused))
              .toList());
    }
  }

  /**
   * A cell of the matrix.
   *
   * @param style the class of its style
   * @param shade 0 to 1
   * @param count its examples
   */
  record Cell(String style, String shade, int count) {
    private static Cell of(boolean right, int count, int most) {
      double shade = count == 0 ? 0 : Math.sqrt((double) count / most);
      return new Cell(
          count == 0 ? "none" : right ? "right" : "wrong",
          String.format(Locale.ROOT, "%.2f", shade),
          count);
    }
  }

  /**
   * A row of the table of classes.
   *
   * @param label of the class
   * @param examples of it
   * @param precision in percent
   * @param recall in percent
   * @param f1 in percent
   */
  record Figure(String label, String examples, String precision, String recall, String f1) {
    private static Figure of(Evaluation evaluation, Evaluation.ClassFigures figures) {
      return new Figure(
          evaluation.className(figures.label()),
          Figures.count(figures.examples()),
          Figures.percent(figures.precision()),
          Figures.percent(figures.recall()),
          Figures.percent(figures.f1()));
    }
  }
}
