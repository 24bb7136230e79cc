package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.sketch.ColumnDistances;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A comparison in words, for the terminal and the page.
 *
 * @param found by it
 */
public record DriftWords(DriftRecord found) {
  private static final int SHOWN = 15;

  public DriftWords {
    requireNonNull(found, "found is null");
  }

  /** What is compared, and the verdict. */
  public String headline() {
    return found.compared().data()
        + " beside "
        + found.compared().model()
        + ": "
        + found.verdict().words();
  }

  /** Why, in a sentence or two. */
  public String reason() {
    if (found.obstacle().isPresent()) {
      return found.obstacle().get();
    }
    DriftLimits limits = found.limits();
    String reason =
        String.format(
            Locale.ROOT,
            "%,d of %,d measures of %,d rows have drifted: by more than %s (the shares of high and"
                + " low errors by %s), and p below %.2g, so that all is no accident at %s.",
            found.drifted().size(),
            found.measures().size(),
            found.compared().rows(),
            limits.distance(),
            limits.tail(),
            found.alpha(),
            limits.confidence());
    return found.smallest() > limits.distance()
        ? reason + String.format(Locale.ROOT, few(), found.smallest())
        : reason;
  }

  private static String few() {
    return " With so few rows only distances above %.2g are told from an accident.";
  }

  /** A row of the table, furthest first. */
  public record Row(
      String measure, String effect, String p, String moved, String stability, boolean drifted) {}

  /** What has moved most. */
  public List<Row> rows() {
    return found.sorted().stream().limit(SHOWN).map(this::row).toList();
  }

  private Row row(Measure measure) {
    return new Row(
        place(measure),
        String.format(Locale.ROOT, "%.3f", measure.effect()),
        String.format(Locale.ROOT, "%.2g", measure.p()),
        number(measure, ColumnDistances::wasserstein),
        number(measure, ColumnDistances::stability),
        measure.drifted());
  }

  private static String number(Measure measure, Function<ColumnDistances, Double> value) {
    return measure
        .distances()
        .map(distances -> String.format(Locale.ROOT, "%.3f", value.apply(distances)))
        .orElse("–");
  }

  /** Of a picture a column is a pixel. */
  private String place(Measure measure) {
    return measure.kind() == MeasureKind.COLUMN && found.image().isPresent()
        ? pixel(found.image().get(), found.columns().indexOf(measure))
        : measure.words();
  }

  static String pixel(ImageShape image, int place) {
    int pixel = place / image.channels();
    String where = "pixel in row " + pixel / image.width() + ", column " + pixel % image.width();
    return image.channels() == 1
        ? where
        : where + ", channel " + place % image.channels() + " (counted from 0)";
  }

  /** Lines for a terminal. */
  public String lines() {
    StringBuilder lines = new StringBuilder(headline() + "\n" + reason() + "\n");
    if (!found.measures().isEmpty()) {
      String line = "%-34s %9s %9s %9s %9s  %s%n";
      lines.append(
          String.format(Locale.ROOT, line, "moved most", "distance", "p", "moved by", "PSI", ""));
      rows()
          .forEach(
              row ->
                  lines.append(
                      String.format(
                          Locale.ROOT,
                          line,
                          row.measure(),
                          row.effect(),
                          row.p(),
                          row.moved(),
                          row.stability(),
                          row.drifted() ? "drift" : "")));
    }
    return lines.toString().replaceAll(" +\\R", System.lineSeparator());
  }
}
