package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python process that makes the same steps in PyTorch when it is asked to, so that its turns come
 * between the others'. It sleeps in between.
 */
final class TorchProcess implements AutoCloseable {
  private static final List<String> ONE_THREAD =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final String description;

  private TorchProcess(Process process, BufferedReader answers, String description) {
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = answers;
    this.description = description;
  }

  /**
   * Starts the first of the Pythons that has PyTorch.
   *
   * @param pythons commands
   * @param script that makes the steps
   * @return empty if none has it
   */
  static Optional<TorchProcess> start(List<String> pythons, Path script) {
    return pythons.stream().flatMap(python -> start(python, script).stream()).findFirst();
  }

  private static Optional<TorchProcess> start(String python, Path script) {
    ProcessBuilder builder =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    ONE_THREAD.forEach(name -> environment.put(name, "1"));
    // Its BLAS may choose the kernels it thinks best for the processor.
    environment.remove("OPENBLAS_CORETYPE");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty(); // There is no such Python: the caller says so if none is left.
    }
    BufferedReader answers = process.inputReader(UTF_8);
    try {
      return Optional.ofNullable(answers.readLine())
          .map(description -> new TorchProcess(process, answers, description));
    } catch (IOException e) {
      process.destroy();
      throw new UncheckedIOException(python + " did not answer", e);
    }
  }

  /** PyTorch's version and the BLAS it uses. */
  String description() {
    return description;
  }

  /** A formulation of the step, as the script names it. */
  Contender contender(String formulation, StepShape shape) {
    return new Steps(formulation, shape, this);
  }

  private double seconds(String formulation, StepShape shape, int steps) {
    try {
      questions.write(
          String.format(
              "%s %d %d %d %d%n",
              formulation, shape.inputs(), shape.units(), shape.batch(), steps));
      questions.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException(
            "PyTorch ended while it made " + steps + " steps '" + formulation + "' of " + shape);
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

  private record Steps(String formulation, StepShape shape, TorchProcess torch)
      implements Contender {
    @Override
    public String name() {
      return "PyTorch, " + formulation;
    }

    @Override
    public double seconds(int steps) {
      return torch.seconds(formulation, shape, steps);
    }

    @Override
    public void close() {}
  }
}
