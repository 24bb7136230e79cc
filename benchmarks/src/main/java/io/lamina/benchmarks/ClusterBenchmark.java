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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Two executors against one: the examples in a second of pretraining the first layer of a plan, by
 * the command a user runs, one and two executors in turns; and two jobs at the same time, which
 * says how much of a machine's second core there is to get.
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
            "run",
            "one executor, examples/s",
            "two executors",
            "two jobs of one each, side by side",
            "two executors, outside");
    List<Double> ratios = new ArrayList<>();
    List<Double> ceilings = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      double one = speed(train(1, i + "-one"));
      RunRecord two = train(2, i + "-two");
      double beside = sideBySide(i);
      ratios.add(speed(two) / one);
      ceilings.add(beside / one);
      table.row(
          List.of(
              Integer.toString(i),
              String.format(Locale.ROOT, "%,.0f", one),
              times(speed(two), one),
              times(beside, one),
              Shares.outsideTrainers(two)));
    }
    return "Pretraining the first layer of "
        + plan.getFileName()
        + " on an embedded cluster:\n\n"
        + table
        + String.format(
            Locale.ROOT,
            "%nTwo executors make %.2f times the examples of one (median of %d). Two jobs that"
                + " share nothing but the machine make %.2f times: the most there is to get"
                + " here.%n",
            median(ratios),
            runs,
            median(ceilings));
  }

  private static String times(double speed, double one) {
    return String.format(Locale.ROOT, "%,.0f (%.2f ×)", speed, speed / one);
  }

  private static double median(List<Double> values) {
    return Laps.median(values.stream().mapToDouble(value -> value));
  }

  /** The examples a second of two jobs together, each with an executor and a driver of its own. */
  private double sideBySide(int number) {
    CompletableFuture<RunRecord> other =
        CompletableFuture.supplyAsync(() -> train(1, number + "-left"));
    double right = speed(train(1, number + "-right"));
    return right + speed(other.join());
  }

  private RunRecord train(int executors, String name) {
    progress.accept("cluster, run " + name + " of " + runs + ", executors: " + executors);
    Path runDirectory = directory.resolve(name);
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
                "publish.registry=" + directory.resolve(name + "-models")));
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
    return run.stages().layers().get(0).curve().examplesPerSecond().orElseThrow();
  }
}
