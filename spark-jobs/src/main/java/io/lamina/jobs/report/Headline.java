package io.lamina.jobs.report;

import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
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
        run.name(),
        run.succeeded(),
        run.succeeded() ? "succeeded" : "failed",
        run.error(),
        tiles(run),
        run.model());
  }

  private static List<Tile> tiles(RunRecord run) {
    List<Tile> tiles = new ArrayList<>();
    run.evaluation()
        .ifPresent(
            evaluation ->
                tiles.add(
                    new Tile(
                        "Test error",
                        Figures.percent(evaluation.error()),
                        Figures.count(evaluation.errors())
                            + " of "
                            + Figures.count(evaluation.examples())
                            + " wrong")));
    run.scratchTestError()
        .ifPresent(
            error ->
                tiles.add(
                    new Tile(
                        "From a random start",
                        Figures.percent(error),
                        comparison(error, run.testError()))));
    run.reconstruction().ifPresent(judged -> tiles.addAll(reconstruction(run, judged)));
    Optional.ofNullable(run.spent().get(Phase.TOTAL))
        .ifPresent(
            total ->
                tiles.add(
                    new Tile(
                        "Time",
                        Figures.duration(total),
                        "started " + MINUTE.format(run.started()))));
    tiles.add(
        new Tile(
            "Executors", Figures.count(run.executors()), run.device().orElse("device unknown")));
    return tiles;
  }

  private static List<Tile> reconstruction(RunRecord run, ReconstructionEvaluation judged) {
    List<Tile> tiles = new ArrayList<>();
    String note = "squared, summed over an example, mean of " + Figures.count(judged.examples());
    tiles.add(new Tile("Reconstruction error", Figures.number(judged.error()), note));
    run.scratchReconstructionError()
        .ifPresent(
            error ->
                tiles.add(
                    new Tile(
                        "From a random start",
                        Figures.number(error),
                        "the same network, not pretrained")));
    judged
        .anomalyAuc()
        .ifPresent(
            area ->
                tiles.add(
                    new Tile(
                        "Area under the ROC curve",
                        String.format(Locale.ROOT, "%.4f", area),
                        areaNote(run))));
    return tiles;
  }

  private static String areaNote(RunRecord run) {
    String note = "a large error as a sign of class 1";
    return run.scratchAnomalyAuc().isEmpty()
        ? note
        : String.format(
            Locale.ROOT,
            "%s; from a random start %.4f",
            note,
            run.scratchAnomalyAuc().getAsDouble());
  }

  private static String comparison(double scratch, OptionalDouble pretrained) {
    if (pretrained.isEmpty()) {
      return "the same network, not pretrained";
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
