package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepBenchmarkTest {
  private static final Race SHORT = new Race(2, 1e-4, 1e-3);
  private static final List<StepShape> SHAPES =
      List.of(new StepShape(13, 7, 1), new StepShape(13, 7, 5));

  @Test
  void everyContenderMakesItsSteps() {
    List<String> progress = new ArrayList<>();
    String tables =
        new StepBenchmark(
                Devices.find().here(DeviceChoice.AUTO),
                SHAPES,
                SHORT,
                TorchKernels.none(),
                progress::add)
            .run();

    assertThat(progress).containsExactly("step, mini-batch 1", "step, mini-batch 5");
    assertThat(tables.lines().filter(line -> line.startsWith("|          5 |")).count())
        .as("%s", tables)
        .isEqualTo(3);
    assertThat(tables).contains("DL4J |", "PyTorch was not found").doesNotContain("NaN", "∞");
  }

  /** A stand-in for PyTorch that needs a second for every step. */
  @Test
  void pytorchIsAskedInItsOwnProcess(@TempDir Path directory) throws Exception {
    Path script =
        script(
            directory,
            """
            printf '1.13\\topenblas\\t/lib/libopenblas.so.0\\tPrescott\\tfloat32,bfloat16\\n'
            while read name format inputs units batch steps; do
              [ "$name $format $inputs $units $batch" = "direct bfloat16 13 7 5" ] || exit 1
              echo $steps.0
            done
            """);
    try (TorchProcess torch = TorchProcess.start("sh", script, Optional.empty()).orElseThrow();
        Contender contender =
            torch.contender(
                "PyTorch, direct, bfloat16", SHAPES.get(1).inTorch("direct", "bfloat16"))) {
      assertThat(torch.build())
          .isEqualTo(
              new TorchBuild(
                  "1.13",
                  "openblas",
                  "/lib/libopenblas.so.0",
                  "Prescott",
                  List.of("float32", "bfloat16")));
      assertThat(contender.name()).isEqualTo("PyTorch, direct, bfloat16");
      assertThat(contender.seconds(3)).isEqualTo(3);
      assertThat(contender.seconds(8)).isEqualTo(8);
    }
  }

  /** Kernels for Haswell take one second a step, those that are chosen by themselves five. */
  @Test
  void theFastestKernelsAreTaken(@TempDir Path directory) throws Exception {
    Path script =
        script(
            directory,
            """
            kernels=${OPENBLAS_CORETYPE:-Prescott}
            case $kernels in Haswell) second=1 ;; Prescott) second=5 ;; *) exit 4 ;; esac
            printf "0.3\\topenblas\\tlibopenblas.so.0\\t$kernels\\tfloat32\\n"
            while read name format inputs units batch steps; do
              echo $((second * steps)).0
            done
            """);
    try (TorchKernels torch = TorchKernels.start(List.of("no-such-python", "sh"), script)) {
      List<Contender> contenders = torch.contenders(SHAPES.get(1));

      assertThat(contenders)
          .extracting(Contender::name)
          .containsExactly("PyTorch, direct", "PyTorch, paired", "PyTorch, autograd");
      assertThat(contenders.get(0).seconds(3)).isEqualTo(3);
      assertThat(torch.description())
          .contains("libopenblas.so.0", "chooses kernels for Prescott", "{5=Haswell}");
    }
  }

  @Test
  void noRatioIsGivenToTheReferenceBlas(@TempDir Path directory) throws Exception {
    Path script =
        script(directory, "printf '1.13\\treference\\t/lib/libblas.so.3.11.0\\t\\tfloat32\\n'");
    try (TorchKernels torch = TorchKernels.start(List.of("sh"), script)) {
      assertThat(torch.contenders(SHAPES.get(0))).isEmpty();
      assertThat(torch.description())
          .contains("/lib/libblas.so.3.11.0", "no ratio is given", "libopenblas0-pthread");
    }
  }

  @Test
  void aPythonWithoutPytorchIsPassedOver(@TempDir Path directory) throws Exception {
    Path script = script(directory, "exit 1");
    try (TorchKernels torch = TorchKernels.start(List.of("no-such-python", "sh"), script)) {
      assertThat(torch.contenders(SHAPES.get(0))).isEmpty();
      assertThat(torch.description()).contains("PyTorch was not found");
    }
  }

  private static Path script(Path directory, String text) throws IOException {
    return Files.writeString(directory.resolve("torch.sh"), text, UTF_8);
  }
}
