package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Two executors against one: the examples in a second of pretraining the first layer of a plan, by
 * the command a user runs, one and two executors in turns.
 *
 * @param home the source tree
 * @param plan to train
 * @param overrides of the plan, KEY=VALUE
 * @param runs with each number of executors
 * @param directory where the runs' directories go
 * @param progress is told what is going on
 */
record ClusterBenchmark(
    Path home,
    Path plan,
    List<String> overrides,
    int runs,
    Path directory,
    Consumer<String> progress) {
  ClusterBenchmark {
    overrides = List.copyOf(overrides);
  }

  /** The table, as Markdown. */
  String run() {
    MarkdownTable table =
        new MarkdownTable(
            "run", "one executor, examples/s", "two executors, examples/s", "ratio", "outside");
    List<Double> ratios = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      RunRecord one = train(1, i);
      RunRecord two = train(2, i);
      double ratio = speed(two) / speed(one);
      ratios.add(ratio);
      table.row(
          List.of(
              Integer.toString(i),
              String.format(Locale.ROOT, "%,.0f", speed(one)),
              String.format(Locale.ROOT, "%,.0f", speed(two)),
              String.format(Locale.ROOT, "%.2f", ratio),
              Shares.outsideTrainers(two)));
    }
    return "Pretraining the first layer of "
        + plan.getFileName()
        + " on an embedded cluster:\n\n"
        + table
        + String.format(
            Locale.ROOT,
            "%nTwo executors make %.2f times the examples of one (median of %d).%n",
            Laps.median(ratios.stream().mapToDouble(value -> value)),
            runs);
  }

  private RunRecord train(int executors, int number) {
    progress.accept("cluster, run " + number + " of " + runs + ", executors: " + executors);
    Path runDirectory = directory.resolve(executors + "-executors-" + number);
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("lamina").toString(),
                "train",
                plan.toString(),
                "--executors",
                Integer.toString(executors),
                "--run-dir",
                runDirectory.toString(),
                "--set",
                "publish.registry=" + directory.resolve("models")));
    overrides.forEach(value -> command.addAll(List.of("--set", value)));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
      }
      return new RunFiles(runDirectory).readRecord();
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command) + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static double speed(RunRecord run) {
    return run.layers().get(0).curve().examplesPerSecond().orElseThrow();
  }
}
