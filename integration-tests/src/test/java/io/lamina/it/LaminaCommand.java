package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * A command that was run in this process. For runs on a local Spark, of which there are many: each
 * spares the start of a JVM. Paths in its arguments have to be absolute.
 *
 * @param exitCode what the process would have ended with
 * @param output all that it printed
 */
record LaminaCommand(int exitCode, String output) {
  static LaminaCommand run(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, UTF_8);
    int code = Lamina.commandLine(new Console(out, out, false, Map.of())).execute(arguments);
    return new LaminaCommand(code, printed.toString(UTF_8));
  }
}
