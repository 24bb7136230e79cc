package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir Path directory;

  @Test
  void theRecordReadsBackAndNothingElseIsLeft() throws IOException {
    RunFiles files = new RunFiles(directory.resolve("runs/one"));

    Path record = files.writeRecord(SampleRecords.failed());
    files.writeRecord(SampleRecords.succeeded());
    files.writeReport("<html>ä</html>");
    files.writePlan("name: p\n");

    assertThat(record).isEqualTo(directory.resolve("runs/one/run.json"));
    assertThat(files.readRecord()).isEqualTo(SampleRecords.succeeded());
    assertThat(directory.resolve("runs/one/report.html")).hasContent("<html>ä</html>");
    assertThat(directory.resolve("runs/one/plan.yaml")).hasContent("name: p\n");
    assertThat(names(directory.resolve("runs/one")))
        .containsExactlyInAnyOrder("run.json", "report.html", "plan.yaml");
  }

  @Test
  void aFileThatCannotTakeItsPlaceLeavesNothingBehind() throws IOException {
    Files.createDirectories(directory.resolve("plan.yaml/occupied"));

    assertThatThrownBy(() -> new RunFiles(directory).writePlan("name: p\n"))
        .isInstanceOf(IOException.class);
    assertThat(names(directory)).containsExactly("plan.yaml");
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
