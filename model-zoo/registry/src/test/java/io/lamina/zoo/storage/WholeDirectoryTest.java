package io.lamina.zoo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeDirectoryTest {
  @TempDir private Path directory;

  private Location target() throws IOException {
    return Location.of(directory.resolve("a/out").toUri().toString(), new Configuration());
  }

  private static void fill(WholeDirectory whole, String text) throws IOException {
    Path content = Path.of(whole.content().toUri().getPath());
    Files.createDirectory(content);
    Files.writeString(content.resolve("part"), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("a"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void appearsWhenItIsPublished() throws IOException {
    try (WholeDirectory whole = WholeDirectory.begin(target())) {
      fill(whole, "text");
      assertThat(directory.resolve("a/out")).doesNotExist();
      whole.publish();
    }

    assertThat(directory.resolve("a/out/part")).hasContent("text");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void whatIsNotPublishedIsRemoved() throws IOException {
    try (WholeDirectory whole = WholeDirectory.begin(target())) {
      fill(whole, "text");
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNext() throws IOException {
    fill(WholeDirectory.begin(target()), "half");
    Files.createDirectory(directory.resolve("a/.outer.unfinished-x"));

    try (WholeDirectory next = WholeDirectory.begin(target())) {
      fill(next, "whole");
      next.publish();
    }

    assertThat(directory.resolve("a/out/part")).hasContent("whole");
    assertThat(names()).containsExactlyInAnyOrder("out", ".outer.unfinished-x");
  }

  @Test
  void ofTwoWritersTheLaterOneIsRight() throws IOException {
    try (WholeDirectory first = WholeDirectory.begin(target());
        WholeDirectory second = WholeDirectory.begin(target())) {
      fill(second, "second");
      // The first does not know that it was removed, and goes on.
      Files.createDirectories(Path.of(first.content().toUri().getPath()));

      assertThatThrownBy(first::publish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has begun to write");
      second.publish();
    }

    assertThat(directory.resolve("a/out/part")).hasContent("second");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void refusesWhatIsThereAlready() throws IOException {
    Files.createDirectories(directory.resolve("a/out"));

    assertThatThrownBy(() -> WholeDirectory.requireFree(target()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/out exists already (remove it, or name another place)");
    assertThatThrownBy(() -> WholeDirectory.begin(target())).isInstanceOf(IOException.class);
  }

  @Test
  void refusesToReplaceWhatAppearedMeanwhile() throws IOException {
    try (WholeDirectory whole = WholeDirectory.begin(target())) {
      fill(whole, "late");
      Files.createDirectories(directory.resolve("a/out/other"));

      assertThatThrownBy(whole::publish).isInstanceOf(IOException.class);
    }

    assertThat(names()).containsExactly("out");
    assertThat(directory.resolve("a/out/part")).doesNotExist();
  }

  @Test
  void whetherItCouldBeWrittenIsTriedWithoutATrace() throws IOException {
    WholeDirectory.requireWritable(target());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPlaceBelowAFileCannotBeWritten() throws IOException {
    Files.writeString(directory.resolve("a"), "a file");

    assertThatThrownBy(() -> WholeDirectory.requireWritable(target()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write file:")
        .hasMessageContaining("/a/out: nothing can be made in file:")
        .hasMessageContaining("(check that it is a directory");
  }

  @Test
  void aPlaceThatThisUserMayNotWriteIsRefused() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("a"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(closed)).as("this user may write everywhere").isFalse();

    assertThatThrownBy(() -> WholeDirectory.requireWritable(target()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/a/out: nothing can be made in file:");
  }
}
