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
                Optional.empty(),
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
        Files.writeString(
            directory.resolve("torch.sh"),
            """
            echo "PyTorch of a test"
            while read name inputs units batch steps; do
              [ "$name $inputs $units $batch" = "direct 13 7 5" ] || exit 1
              echo $steps.0
            done
            """,
            UTF_8);
    try (TorchProcess torch =
            TorchProcess.start(List.of("no-such-python", "sh"), script).orElseThrow();
        Contender contender = torch.contender("direct", new StepShape(13, 7, 5))) {
      assertThat(torch.description()).isEqualTo("PyTorch of a test");
      assertThat(contender.seconds(3)).isEqualTo(3);
      assertThat(contender.seconds(8)).isEqualTo(8);
    }
  }

  @Test
  void aPythonWithoutPytorchIsPassedOver(@TempDir Path directory) throws Exception {
    Path script = Files.writeString(directory.resolve("torch.sh"), "exit 1", UTF_8);
    assertThat(TorchProcess.start(List.of("no-such-python", "sh"), script)).isEmpty();
  }
}
