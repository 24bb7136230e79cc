package io.lamina.zoo.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.registry.s3a.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole directories on an object store, with Hadoop's own client. Not part of the build: {@code mvn
 * verify -Ps3a}.
 */
@Tag("s3a")
class SealedDirectoryTest {
  @TempDir private static Path directory;
  private static S3Server server;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(directory, "directories", true);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Location target(String name) throws IOException {
    return target(name, server.hadoop());
  }

  private static Location target(String name, Configuration hadoop) throws IOException {
    return Location.of(server.location(name), hadoop);
  }

  private static void write(Location target, String name) throws IOException {
    new WholeFile(target.files(), new org.apache.hadoop.fs.Path(target.path(), name))
        .write(EnumSet.of(CreateFlag.CREATE), out -> out.write("text".getBytes(UTF_8)));
  }

  private static String part(WholeDirectory whole) {
    return whole.sign().orElseThrow() + "-part";
  }

  private static List<String> objects(String name) throws IOException {
    Path top = server.bucket().resolve(name);
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> top.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void isWholeWhenItIsSealed() throws IOException {
    Location target = target("whole");
    WholeDirectory.requireWritable(target);
    assertThat(objects("whole")).isEmpty();
    String part;
    try (WholeDirectory whole = WholeDirectory.begin(target)) {
      part = part(whole);
      write(target, part);
      assertThat(objects("whole")).doesNotContain("_SUCCESS");
      whole.publish();
    }

    assertThat(objects("whole")).containsExactlyInAnyOrder(part, "_SUCCESS");
    assertThatThrownBy(() -> WholeDirectory.requireFree(target))
        .isInstanceOf(IOException.class)
        .hasMessage("s3a://directories/whole exists already (remove it, or name another place)");
  }

  @Test
  void whatIsNotSealedIsRemoved() throws IOException {
    Location target = target("failed");
    try (WholeDirectory whole = WholeDirectory.begin(target)) {
      write(target, part(whole));
    }

    assertThat(objects("failed")).isEmpty();
    WholeDirectory.requireFree(target);
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNext() throws IOException {
    Location target = target("killed");
    WholeDirectory killed = WholeDirectory.begin(target);
    write(target, part(killed));
    String part;
    try (WholeDirectory next = WholeDirectory.begin(target)) {
      part = part(next);
      write(target, part);
      next.publish();
    }

    assertThat(objects("killed")).containsExactlyInAnyOrder(part, "_SUCCESS");
  }

  @Test
  void whatSomebodyElseHasWrittenIsLeftAlone() throws IOException {
    Location target = target("theirs");
    write(target, "table.parquet");

    assertThatThrownBy(() -> WholeDirectory.begin(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists already");
    assertThat(objects("theirs")).containsExactly("table.parquet");
  }

  @Test
  void ofTwoWritersTheEarlierOneFails() throws IOException {
    Location target = target("raced");
    String part;
    try (WholeDirectory first = WholeDirectory.begin(target);
        WholeDirectory second = WholeDirectory.begin(target)) {
      part = part(second);
      write(target, part);

      assertThatThrownBy(first::publish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has begun to write");
      second.publish();
    }

    assertThat(objects("raced")).containsExactlyInAnyOrder(part, "_SUCCESS");
  }

  /** The earlier one's files came to be while the later one wrote. */
  @Test
  void ofTwoWritersTheLaterOneFailsWhereTheyMix() throws IOException {
    Location target = target("mixed");
    try (WholeDirectory first = WholeDirectory.begin(target);
        WholeDirectory second = WholeDirectory.begin(target)) {
      write(target, part(second));
      write(target, part(first));

      assertThatThrownBy(second::publish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has begun to write");
    }

    assertThat(objects("mixed")).isEmpty();
  }

  @Test
  void aClientThatCannotKeepFilesFromSightIsRefused() throws IOException {
    Configuration hadoop = server.hadoop();
    hadoop.set("fs.s3a.committer.magic.enabled", "false");
    Location target = target("unhidden", hadoop);

    assertThatThrownBy(() -> WholeDirectory.requireFree(target))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write s3a://directories/unhidden: this S3A cannot keep files from sight until"
                + " all are written (set fs.s3a.committer.magic.enabled to true)");
  }
}
