package io.lamina.jobs.cli.job;

import io.lamina.jobs.run.Benefit;
import io.lamina.jobs.run.Estimate;
import io.lamina.jobs.run.ModelComparison;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TestResults;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The lines that a run which succeeded ends with.
 *
 * @param out where they are printed
 */
record Conclusion(PrintStream out) {
  /** Of a run that has published its network. */
  void print(RunRecord run, Path report) {
    figures(run);
    out.println("model       " + run.results().model().orElseThrow());
    out.println("report      " + report);
    Benefit.of(run.results()).lines().forEach(out::println);
  }

  /** What the run came to. */
  void figures(RunRecord run) {
    TestResults test = run.results().test();
    out.println(
        test.reconstruction().map(it -> reconstruction(test, it)).orElseGet(() -> error(test)));
    comparisons(ModelComparison.of(run.results()));
  }

  private static String error(TestResults test) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "test error  %.2f %%", 100 * test.error().orElseThrow()));
    test.fineTunedError()
        .ifPresent(
            error ->
                line.append(
                    String.format(Locale.ROOT, ", before pseudo-labels %.2f %%", 100 * error)));
    return line.toString();
  }

  private static String reconstruction(TestResults test, ReconstructionEvaluation judged) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "test reconstruction error  %.4g", judged.error()));
    test.scratchReconstruction()
        .ifPresent(
            scratch ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        " (the same network from a random start: %.4g)",
                        scratch.error())));
    judged
        .anomalyAuc()
        .ifPresent(
            area ->
                line.append(String.format(Locale.ROOT, ", as a sign of class 1: AUC %.4f", area)));
    test.scratchReconstruction().stream()
        .flatMapToDouble(scratch -> scratch.anomalyAuc().stream())
        .forEach(
            area -> line.append(String.format(Locale.ROOT, " (from a random start: %.4f)", area)));
    return line.toString();
  }

  /** A table of all models by the same labels, the best first. */
  private void comparisons(List<ModelComparison> all) {
    if (!all.isEmpty()) {
      line("labels", "draws", "model", "test error", "the network is better by");
      all.forEach(this::comparison);
      if (all.stream().anyMatch(comparison -> comparison.draws() > 1)) {
        out.println("±: 95 % interval of the mean over the draws");
      }
    }
  }

  private void comparison(ModelComparison comparison) {
    String labels =
        comparison.labels().isPresent()
            ? String.format(Locale.ROOT, "%,d", comparison.labels().getAsLong())
            : "all";
    String draws = Integer.toString(comparison.draws());
    for (ModelComparison.Row row : comparison.rows()) {
      String lead = row.lead().map(Estimate::points).orElse("");
      line(labels, draws, row.model().title(), row.error().percent(), lead);
      labels = "";
      draws = "";
    }
  }

  private void line(String labels, String draws, String model, String error, String lead) {
    String line =
        String.format(Locale.ROOT, "%8s  %5s  %-42s  %-16s  %s", labels, draws, model, error, lead);
    out.println(line.stripTrailing());
  }
}
