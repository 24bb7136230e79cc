package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvolutionBenchmarkTest {
  private static final List<ConvolutionShape> SHAPES =
      List.of(new ConvolutionShape(1, 2, 3, 5, 2), new ConvolutionShape(2, 3, 2, 4, 3));

  /** A stand-in for PyTorch that needs a second for every step with channels first, else two. */
  @Test
  void laminaAndPyTorchTakeTurns(@TempDir Path directory) throws Exception {
    Path script = directory.resolve("torch.sh");
    Files.writeString(
        script,
        """
        printf '2.0\\town\\tinside PyTorch\\t\\tfloat32\\n'
        while read layout format channels filters size side batch steps; do
          case "$format $channels $filters $size $side $batch" in
            'float32 1 2 3 5 2' | 'float32 2 3 2 4 3') ;;
            *) exit 1 ;;
          esac
          case $layout in first) echo $steps.0 ;; last) echo $((2 * steps)).0 ;; esac
        done
        """,
        UTF_8);
    try (TorchProcess torch = TorchProcess.start("sh", script, Optional.empty()).orElseThrow()) {
      assertThat(tables(Optional.of(torch)).lines().filter(line -> line.contains("2→3 2x2 on 4x4")))
          .as("speeds and shares")
          .hasSize(2)
          .first()
          .asString()
          .matches("\\| 2→3 2x2 on 4x4 \\| +3 \\| +[0-9,]+ \\| +3 \\| +2 \\| +[0-9.]+ \\|");
    }
  }

  @Test
  void withoutPyTorchThereIsNoRatio() {
    assertThat(tables(Optional.empty()))
        .contains("PyTorch was not found", "products |")
        .containsPattern("– \\| +– \\| +– \\|")
        .doesNotContain("NaN");
  }

  private static String tables(Optional<TorchProcess> torch) {
    List<String> progress = new ArrayList<>();
    String tables =
        new ConvolutionBenchmark(
                Devices.find().here(DeviceChoice.AUTO),
                SHAPES,
                new Race(2, 1e-4, 1e-3),
                torch,
                progress::add)
            .run();
    assertThat(progress)
        .containsExactly(
            "convolution 1→2 3x3 on 5x5, mini-batch 2", "convolution 2→3 2x2 on 4x4, mini-batch 3");
    return tables;
  }
}
