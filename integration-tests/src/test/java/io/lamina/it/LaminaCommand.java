package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command that was run in this process. For runs on a local Spark, of which there are many: each
 * spares the start of a JVM. Paths in its arguments have to be absolute.
 *
 * @param exitCode what the process would have ended with
 * @param output all that it printed
 */
record LaminaCommand(int exitCode, String output) {
  /**
   * Trains a plan on a local Spark, and publishes to {@code models}; all in one directory.
   *
   * @param plan the name of its file
   * @param run the name of the run directory
   */
  static LaminaCommand train(Path directory, String plan, String run, String... more) {
    return run(training(directory, plan, run, more));
  }

  /** The arguments of {@link #train}. */
  static String[] training(Path directory, String plan, String run, String... more) {
    String[] first = {
      "train",
      directory.resolve(plan).toString(),
      "--data",
      directory.toString(),
      "--run-dir",
      directory.resolve(run).toString(),
      "--master",
      "local[2]",
      "--set",
      "publish.registry=" + directory.resolve("models")
    };
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  static LaminaCommand run(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, UTF_8);
    int code = Lamina.commandLine(new Console(out, out, false, Map.of())).execute(arguments);
    return new LaminaCommand(code, printed.toString(UTF_8));
  }
}
