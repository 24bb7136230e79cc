package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Python process that makes the same steps in PyTorch when it is asked to, so that its turns come
 * between the others'. It sleeps in between.
 */
final class TorchProcess implements AutoCloseable {
  private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
  private static final List<String> ONE_THREAD =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final TorchBuild build;

  private TorchProcess(Process process, BufferedReader answers, TorchBuild build) {
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = answers;
    this.build = build;
  }

  /**
   * Starts a Python.
   *
   * @param python a command
   * @param script that makes the steps
   * @param kernels that OpenBLAS is to take, as {@code OPENBLAS_CORETYPE} calls them; empty for its
   *     own choice
   * @return empty if it has no PyTorch, or cannot compute so
   */
  static Optional<TorchProcess> start(String python, Path script, Optional<String> kernels) {
    ProcessBuilder builder =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    ONE_THREAD.forEach(name -> environment.put(name, "1"));
    environment.remove(CORE_TYPE);
    kernels.ifPresent(name -> environment.put(CORE_TYPE, name));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty(); // There is no such Python: the caller says so if none is left.
    }
    BufferedReader answers = process.inputReader(UTF_8);
    try {
      return Optional.ofNullable(answers.readLine())
          .map(line -> new TorchProcess(process, answers, TorchBuild.of(line)));
    } catch (IOException e) {
      process.destroy();
      throw new UncheckedIOException(python + " did not answer", e);
    }
  }

  /** What it is made of. */
  TorchBuild build() {
    return build;
  }

  /**
   * A kind of step.
   *
   * @param name what the tables call it
   * @param step what the script calls it: words between blanks
   */
  Contender contender(String name, String step) {
    return new Steps(name, step, this);
  }

  private double seconds(String step, int steps) {
    try {
      questions.write(String.format(Locale.ROOT, "%s %d%n", step, steps));
      questions.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException(
            "PyTorch ended while it made " + steps + " steps '" + step + "'");
      }
      return Double.parseDouble(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("PyTorch does not answer", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  private record Steps(String name, String step, TorchProcess torch) implements Contender {
    @Override
    public double seconds(int steps) {
      return torch.seconds(step, steps);
    }

    @Override
    public void close() {}
  }
}
