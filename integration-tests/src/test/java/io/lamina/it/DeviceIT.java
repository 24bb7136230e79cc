package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan's kind of device is the one that everything in a run computes on. */
class DeviceIT {
  private static final String PLAN =
      """
      name: small
      data:
        unlabeled: {format: generated-digits, examples: 200, seed: 1}
        labeled: {format: generated-digits, examples: 200, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        classes: 10
      shards: 2
      layers:
        - {kind: rbm, units: 20, learningRate: 0.01, batchSize: 20, rounds: 2}
      fineTune: {learningRate: 0.1, batchSize: 20, rounds: 2}
      resources: {device: cpu-avx2}
      """;

  @TempDir private Path directory;

  /** Also where the machine has a better one. */
  @Test
  void aRunOfALesserKindIsPublishedWithItsReportAndLikelihood() throws Exception {
    try (LaminaProcess run = train()) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(record.setup().device().orElseThrow()).startsWith("cpu-avx2 ");
    assertThat(directory.resolve("models/small/v1/report.html")).exists();
    assertThat(Files.readString(directory.resolve("run/report.html"))).contains("data:image/png");
    assertThat(Files.readString(directory.resolve("run/run.json"))).contains("\"likelihood\"");
  }

  @Test
  void anUnknownKindIsRefusedBeforeSparkStarts() throws Exception {
    try (LaminaProcess run = train("--set", "resources.device=cpu-avx3")) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
      assertThat(run.output())
          .contains("--set resources.device: cpu-avx3 is not allowed: must be auto, cpu-amx, ");
    }

    assertThat(directory.resolve("run")).doesNotExist();
  }

  private LaminaProcess train(String... more) throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    String[] first = {"train", "plan.yaml", "--run-dir", "run", "--master", "local[2]"};
    String[] arguments = Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
    return LaminaProcess.start(directory, arguments);
  }
}
