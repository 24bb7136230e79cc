package io.lamina.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch at its best: OpenBLAS chooses kernels by the processor's name, and an older one knows no
 * newer processor, so that each of its kernels is tried and the fastest taken, for every shape
 * anew.
 */
final class TorchKernels implements AutoCloseable {
  private static final List<String> FORMULATIONS = List.of("direct", "paired", "autograd");
  private static final List<String> CORE_TYPES =
      List.of("Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids");
  private static final String FLOAT32 = "float32";
  private static final int TRIALS = 3;

  private final List<TorchProcess> processes;
  private final Optional<TorchBuild> refused;
  private final Map<Integer, String> taken = new LinkedHashMap<>();

  private TorchKernels(List<TorchProcess> processes, Optional<TorchBuild> refused) {
    this.processes = List.copyOf(processes);
    this.refused = refused;
  }

  /** Where there is no PyTorch. */
  static TorchKernels none() {
    return new TorchKernels(List.of(), Optional.empty());
  }

  /**
   * Starts the first of the Pythons that has PyTorch, once for each kind of kernels that its
   * OpenBLAS has and this processor can run. One that computes with the reference BLAS is not
   * raced.
   *
   * @param pythons commands
   * @param script that makes the steps
   */
  static TorchKernels start(List<String> pythons, Path script) {
    for (String python : pythons) {
      Optional<TorchProcess> automatic = TorchProcess.start(python, script, Optional.empty());
      if (automatic.isPresent()) {
        return start(python, script, automatic.get());
      }
    }
    return none();
  }

  private static TorchKernels start(String python, Path script, TorchProcess automatic) {
    if (automatic.build().isReference()) {
      automatic.close();
      return new TorchKernels(List.of(), Optional.of(automatic.build()));
    }
    Map<String, TorchProcess> byKernels = new LinkedHashMap<>();
    byKernels.put(automatic.build().kernels(), automatic);
    if (automatic.build().isOpenBlas()) {
      for (String name : CORE_TYPES) {
        Optional<TorchProcess> other = TorchProcess.start(python, script, Optional.of(name));
        // A name that this OpenBLAS does not know gives kernels that are there already.
        other
            .filter(process -> byKernels.putIfAbsent(process.build().kernels(), process) != null)
            .ifPresent(TorchProcess::close);
      }
    }
    return new TorchKernels(new ArrayList<>(byKernels.values()), Optional.empty());
  }

  /** What a formulation is called in the tables. */
  static String name(String formulation, String format) {
    return "PyTorch, " + formulation + (format.equals(FLOAT32) ? "" : ", " + format);
  }

  /** All formulations in all formats, with the kernels that are fastest for the shape. */
  List<Contender> contenders(StepShape shape) {
    List<Contender> contenders = new ArrayList<>();
    if (!processes.isEmpty()) {
      TorchProcess best = best(shape);
      taken.put(shape.batch(), best.build().kernels());
      for (String format : best.build().formats()) {
        FORMULATIONS.forEach(name -> contenders.add(contender(best, name, format, shape)));
      }
    }
    return contenders;
  }

  private static Contender contender(
      TorchProcess torch, String formulation, String format, StepShape shape) {
    return torch.contender(name(formulation, format), shape.inTorch(formulation, format));
  }

  private TorchProcess best(StepShape shape) {
    if (processes.size() == 1) {
      return processes.get(0);
    }
    return processes.stream()
        .min(Comparator.comparingDouble(process -> secondsPerStep(process, shape)))
        .orElseThrow();
  }

  /** The shortest of some trials: nothing but the kernels makes it longer or shorter. */
  private static double secondsPerStep(TorchProcess process, StepShape shape) {
    Contender direct = contender(process, "direct", FLOAT32, shape);
    double first = direct.seconds(1);
    int steps = (int) Math.max(1, Math.min(1000, 0.1 / Math.max(1e-6, first)));
    double least = Double.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      least = Math.min(least, direct.seconds(steps) / steps);
    }
    return least;
  }

  /** What was raced, or why nothing was. */
  String description() {
    if (refused.isPresent()) {
      return refused.get()
          + ": nobody computes with the reference BLAS, so that no ratio is given (Debian:"
          + " apt-get install libopenblas0-pthread)";
    }
    if (processes.isEmpty()) {
      return "PyTorch was not found and is left out (Debian: python3-torch, libopenblas0-pthread)";
    }
    TorchBuild build = processes.get(0).build();
    return build + (build.isOpenBlas() ? kernels(build) : "");
  }

  private String kernels(TorchBuild automatic) {
    return String.format(
        ", which chooses kernels for %s by itself; the fastest of %s by mini-batch: %s",
        automatic.kernels(),
        processes.stream().map(process -> process.build().kernels()).toList(),
        taken);
  }

  @Override
  public void close() {
    processes.forEach(TorchProcess::close);
  }
}
