package io.lamina.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingDirectoryTest {
  @TempDir java.nio.file.Path directory;
  private FileContext files;
  private DirectoryMove move;
  private Path parent;

  @BeforeEach
  void open() throws IOException {
    parent = new Path(directory.toUri());
    files = FileContext.getFileContext(directory.toUri(), new Configuration());
    move = DirectoryMove.on(files, parent);
  }

  @Test
  void aMoveWhoseAnswerGotLostIsAMove() throws IOException {
    DirectoryMove unanswered =
        (from, to) -> {
          move.move(from, to);
          throw new IOException("connection reset");
        };
    try (StagingDirectory staging = filled(unanswered)) {
      assertThat(staging.moveTo(new Path(parent, "v1"))).isTrue();
    }

    assertThat(names()).containsExactly("v1");
    assertThat(directory.resolve("v1/content")).hasContent("x");
  }

  @Test
  void aNameThatIsTakenIsSaidAndKept() throws IOException {
    Files.createDirectory(directory.resolve("v1"));
    Files.writeString(directory.resolve("v1/content"), "first");
    try (StagingDirectory staging = filled(move)) {
      assertThat(staging.moveTo(new Path(parent, "v1"))).isFalse();
      assertThat(staging.moveTo(new Path(parent, "v2"))).isTrue();
    }

    assertThat(names()).containsExactly("v1", "v2");
    assertThat(directory.resolve("v1")).isDirectoryNotContaining("glob:**.staging*");
    assertThat(directory.resolve("v1/content")).hasContent("first");
  }

  @Test
  void aMoveThatFailsLeavesNothing() {
    DirectoryMove refused =
        (from, to) -> {
          throw new IOException("quota exceeded");
        };

    assertThatThrownBy(
            () -> {
              try (StagingDirectory staging = filled(refused)) {
                staging.moveTo(new Path(parent, "v1"));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("quota exceeded");
    assertThat(names()).isEmpty();
  }

  private StagingDirectory filled(DirectoryMove move) throws IOException {
    StagingDirectory staging = new StagingDirectory(files, move, parent);
    assertThat(staging.write(new ArtifactFile("content", out -> out.write('x'))).bytes())
        .isEqualTo(1);
    return staging;
  }

  private List<String> names() {
    String[] names = directory.toFile().list();
    return names == null ? List.of() : java.util.Arrays.stream(names).sorted().toList();
  }
}
