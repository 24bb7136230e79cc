package io.lamina.jobs.cli.job;

import io.lamina.jobs.run.LabelCurveRow;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.Spread;
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
  void print(RunRecord run, Path report) {
    TestResults test = run.results().test();
    out.println(
        test.reconstruction().map(it -> reconstruction(test, it)).orElseGet(() -> error(test)));
    labelCurve(LabelCurveRow.of(run.results().labelCurve()));
    out.println("model       " + run.results().model().orElseThrow());
    out.println("report      " + report);
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
    test.scratchError()
        .ifPresent(
            error ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        " (the same network from a random start: %.2f %%)",
                        100 * error)));
    test.linearError()
        .ifPresent(
            error ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        " (logistic regression on the inputs: %.2f %%)",
                        100 * error)));
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

  /** A table of the errors by the number of labels, if that was studied. */
  private void labelCurve(List<LabelCurveRow> rows) {
    if (!rows.isEmpty()) {
      String line = "%-10s  %-19s  %-16s  %-16s  %s%n";
      out.printf(
          Locale.ROOT,
          line,
          "labels",
          "logistic regression",
          "random start",
          "pretrained",
          "with pseudo-labels");
      rows.forEach(
          row ->
              out.printf(
                  Locale.ROOT,
                  line,
                  String.format(Locale.ROOT, "%,d", row.labels()),
                  row.linear().map(Spread::toString).orElse("–"),
                  row.scratch().map(Spread::toString).orElse("–"),
                  row.pretrained(),
                  row.pseudoLabels().map(Spread::toString).orElse("–")));
    }
  }
}
