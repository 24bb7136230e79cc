package io.lamina.zoo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final EnumSet<CreateFlag> FRESH =
      EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);

  @TempDir private Path directory;

  private WholeFile file(String name) throws IOException {
    Configuration raw = new Configuration(false);
    raw.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    return new WholeFile(
        FileContext.getLocalFSFileContext(raw),
        new org.apache.hadoop.fs.Path(directory.resolve(name).toString()));
  }

  @Test
  void isWrittenWithTheDirectoriesAboveIt() throws IOException {
    long bytes = file("a/b/c").write(FRESH, out -> out.write(new byte[] {1, 2, 3}));

    assertThat(bytes).isEqualTo(3);
    assertThat(directory.resolve("a/b/c")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void whatFailsOnTheWayIsRemoved() throws IOException {
    WholeFile file = file("half");

    assertThatThrownBy(
            () ->
                file.write(
                    FRESH,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("the source broke off");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the source broke off");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anotherFileOfThisNameIsNotRemoved() throws IOException {
    Files.writeString(directory.resolve("taken"), "another's");
    WholeFile file = file("taken");

    assertThatThrownBy(() -> file.write(EnumSet.of(CreateFlag.CREATE), out -> out.write(1)))
        .isInstanceOf(IOException.class);
    assertThat(directory.resolve("taken")).hasContent("another's");
  }

  /** Hadoop throws an Error for it, which nobody would catch. */
  @Test
  void aDiskThatRefusesIsAnIoExceptionThatComesWhenAllWasCounted() throws IOException {
    assumeThat(Path.of("/dev/full")).exists();
    Files.createSymbolicLink(directory.resolve("full"), Path.of("/dev/full"));
    WholeFile file = file("full");
    int[] written = new int[1];

    assertThatThrownBy(
            () ->
                file.write(
                    FRESH,
                    out -> {
                      for (; written[0] < 20; written[0]++) {
                        out.write(new byte[10_000]);
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(written[0]).isEqualTo(20);
  }
}
