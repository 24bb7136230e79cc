package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.run.progress.PatientOutput;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a command prints.
 *
 * @param out for progress and results
 * @param err for what went wrong
 * @param terminal whether {@code out} is one
 * @param environment the process's
 */
public record Console(
    PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
  /** A reader that takes nothing for so long when all is done does not come back. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Does work that must not wait for whoever reads its output. What went wrong is printed after
   * what was printed before, and does wait.
   */
  public <T> T patiently(Function<Console, T> work) {
    try (PatientOutput output = new PatientOutput(out, PATIENCE)) {
      PrintStream patient = new PrintStream(output, false, UTF_8);
      PrintStream after = new PrintStream(new Afterwards(output, err), true, UTF_8);
      return work.apply(new Console(patient, after, terminal, environment));
    }
  }

  /** Text in UTF-8 that is printed after what another stream has printed. */
  private static final class Afterwards extends OutputStream {
    private final PatientOutput first;
    private final PrintStream then;

    Afterwards(PatientOutput first, PrintStream then) {
      this.first = first;
      this.then = then;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      first.drain();
      then.print(new String(bytes, from, count, UTF_8));
      then.flush();
    }
  }
}
