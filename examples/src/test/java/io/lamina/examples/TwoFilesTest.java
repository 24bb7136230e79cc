package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TwoFilesTest {
  @TempDir private Path directory;

  @Test
  void aFileThatIsNotThereIsNamed() throws IOException {
    Path there = Files.writeString(directory.resolve("there"), "1,2\n");
    Path missing = directory.resolve("missing");
    TwoFiles program =
        new TwoFiles(
            "Program a b",
            (published, examples, out) -> {
              throw new AssertionError("went on without a file");
            });

    assertThatThrownBy(() -> program.print(missing, there, System.out))
        .isInstanceOf(ExampleException.class)
        .hasMessage(missing + ": is not a file that can be read (usage: Program a b)");
    assertThatThrownBy(() -> program.print(there, missing, System.out))
        .isInstanceOf(ExampleException.class)
        .hasMessageStartingWith(missing.toString());
    assertThatThrownBy(() -> program.print(directory, there, System.out))
        .isInstanceOf(ExampleException.class)
        .hasMessageStartingWith(directory.toString());
  }
}
