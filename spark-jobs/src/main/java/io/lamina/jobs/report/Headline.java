package io.lamina.jobs.report;

import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TestResults;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a reader wants to know first.
 *
 * @param name of the run
 * @param succeeded whether it did
 * @param status in a word
 * @param error why it failed, if it did
 * @param tiles the main figures
 * @param model where the network was published, if it was
 */
record Headline(
    String name,
    boolean succeeded,
    String status,
    Optional<String> error,
    List<Tile> tiles,
    Optional<String> model) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Headline of(RunRecord run) {
    return new Headline(
        run.name(), run.succeeded(), status(run), run.error(), tiles(run), run.results().model());
  }

  private static String status(RunRecord run) {
    if (run.succeeded()) {
      return "succeeded";
    }
    return run.interrupted() ? "interrupted" : "failed";
  }

  /** What the error is headed with. */
  String trouble() {
    return status.equals("interrupted") ? "The run was interrupted." : "The run failed.";
  }

  private static List<Tile> tiles(RunRecord run) {
    List<Tile> tiles = new ArrayList<>();
    TestResults test = run.results().test();
    test.evaluation().ifPresent(evaluation -> tiles.add(testError(evaluation)));
    test.scratchError()
        .ifPresent(
            error ->
                tiles.add(
                    new Tile(
                        "From a random start",
                        Figures.percent(error),
                        comparison(error, test.error()))));
    test.linearError()
        .ifPresent(
            error ->
                tiles.add(
                    new Tile(
                        "Logistic regression",
                        Figures.percent(error),
                        comparison(error, test.error()))));
    test.reconstruction().ifPresent(judged -> tiles.addAll(reconstruction(test, judged)));
    Optional.ofNullable(run.costs().spent().get(Phase.TOTAL))
        .ifPresent(
            total ->
                tiles.add(
                    new Tile(
                        "Time",
                        Figures.duration(total),
                        "started " + MINUTE.format(run.origin().started()))));
    tiles.add(
        new Tile(
            "Executors",
            Figures.count(run.setup().executors()),
            run.setup().device().orElse("device unknown")));
    return tiles;
  }

  private static Tile testError(Evaluation evaluation) {
    return new Tile(
        "Test error",
        Figures.percent(evaluation.error()),
        Figures.count(evaluation.errors())
            + " of "
            + Figures.count(evaluation.examples())
            + " wrong");
  }

  private static List<Tile> reconstruction(TestResults test, ReconstructionEvaluation judged) {
    List<Tile> tiles = new ArrayList<>();
    String note =
        "squared error summed over an example, mean over "
            + Figures.count(judged.examples())
            + " examples";
    tiles.add(new Tile("Reconstruction error", Figures.number(judged.error()), note));
    test.scratchReconstruction()
        .ifPresent(
            scratch ->
                tiles.add(
                    new Tile(
                        "From a random start",
                        Figures.number(scratch.error()),
                        "the same network without pretraining")));
    judged
        .anomalyAuc()
        .ifPresent(
            area ->
                tiles.add(
                    new Tile(
                        "Area under the ROC curve",
                        String.format(Locale.ROOT, "%.4f", area),
                        areaNote(test))));
    return tiles;
  }

  private static String areaNote(TestResults test) {
    String note = "a large error indicates class 1";
    return test.scratchReconstruction().stream()
        .flatMapToDouble(scratch -> scratch.anomalyAuc().stream())
        .mapToObj(area -> String.format(Locale.ROOT, "%s; %.4f from a random start", note, area))
        .findFirst()
        .orElse(note);
  }

  private static String comparison(double scratch, OptionalDouble pretrained) {
    if (pretrained.isEmpty()) {
      return "by the same labels";
    }
    double points = 100 * (scratch - pretrained.getAsDouble());
    return String.format(
        Locale.ROOT,
        "%.2f points %s than pretrained",
        Math.abs(points),
        points < 0 ? "better" : "worse");
  }

  /**
   * A figure.
   *
   * @param label what it is
   * @param value it has
   * @param note what makes it comparable
   */
  record Tile(String label, String value, String note) {}
}
