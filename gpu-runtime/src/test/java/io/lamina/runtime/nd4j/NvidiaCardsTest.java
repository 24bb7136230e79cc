package io.lamina.runtime.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver says, by scripts in the place of its command. */
final class NvidiaCardsTest {
  @TempDir private Path directory;

  @Test
  void cardsThatNd4jHasCodeForWillDo() throws IOException {
    NvidiaCards cards =
        listed("echo 'Tesla V100-SXM2-16GB, 7.0, 16384'; echo 'NVIDIA A100, 8.0, 40960'");

    assertThat(cards.obstacle()).isEmpty();
    assertThat(cards.leastMemory()).isEqualTo(16L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NVIDIA H100 80GB HBM3, 9.0, 81559", "NVIDIA L4, 8.9, 23034"})
  void cardsThatAreNewerAreRefusedByName(String line) throws IOException {
    assertThat(listed("echo 'NVIDIA A100, 8.0, 40960'; echo '" + line + "'").obstacle())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith(line.split(",", -1)[0] + " (compute capability ")
                    .endsWith("compute capability 3.7 to 8.6 (take cuda-fp32 for newer cards)"));
  }

  @Test
  void cardsThatAreOlderAreRefused() throws IOException {
    assertThat(listed("echo 'Tesla K10, 3.0, 4096'").obstacle()).isPresent();
  }

  @Test
  void allAreHandedOutUnlessCudaIsToldWhichToShow() throws IOException {
    NvidiaCards cards = listed("echo 'NVIDIA A100, 8.0, 40960'; echo 'NVIDIA A100, 8.0, 40960'");

    assertThat(cards.addresses("gpu", Optional.empty()).of("gpu")).containsExactly("0", "1");
    assertThatThrownBy(() -> cards.addresses("gpu", Optional.of("1")))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("CUDA_VISIBLE_DEVICES is '1'")
        .hasMessageContaining("spark.worker.resource.gpu.discoveryScript");
  }

  @Test
  void whatTheDriverSaysIsTold() throws IOException {
    assertThat(listed("echo 'Failed to initialize NVML: Driver mismatch'; exit 18").obstacle())
        .hasValueSatisfying(
            reason ->
                assertThat(reason).endsWith(" says: Failed to initialize NVML: Driver mismatch"));
    assertThat(listed("true").obstacle()).contains("the NVIDIA driver lists no card");
  }

  @Test
  void withoutTheCommandThereIsNoDriver() {
    String command = directory.resolve("nvidia-smi").toString();

    assertThat(NvidiaCards.listedBy(command).obstacle())
        .contains("no NVIDIA driver is installed here: there is no " + command);
  }

  private NvidiaCards listed(String script) throws IOException {
    Path command = Files.writeString(directory.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-x---"));
    return NvidiaCards.listedBy(command.toString());
  }
}
