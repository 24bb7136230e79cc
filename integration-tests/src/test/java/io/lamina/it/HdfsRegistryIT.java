package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's promises on a NameNode and a DataNode. */
class HdfsRegistryIT {
  @TempDir static Path directory;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void whatWasPublishedIsReadBack() throws IOException {
    ModelRegistry registry = registry("/published");
    registry.requireWritable("digits");
    assertThat(cluster.getFileSystem().exists(path("/published"))).isFalse();

    PublishedVersion first = publish(registry, "one");
    PublishedVersion second = publish(registry, "two");

    assertThat(registry.latest("digits")).contains(second);
    assertThat(registry.list().models().get(0).versions()).containsExactly(first, second);
    assertThat(first.location()).isEqualTo(location("/published/digits/v1"));
    assertThat(text(registry, first)).isEqualTo("one");
    registry.verify(first);
    assertThat(files("/published")).hasSize(4);
  }

  /** The NameNode is in the user's configuration alone. */
  @Test
  void theLauncherTakesTheNameNodeFromTheUsersConfiguration(@TempDir Path work) throws IOException {
    publish(registry("/configured"), "one");
    Path conf = Files.createDirectory(work.resolve("conf"));
    try (OutputStream out = Files.newOutputStream(conf.resolve("core-site.xml"))) {
      Configuration site = new Configuration(false);
      site.set("fs.defaultFS", cluster.getFileSystem().getUri().toString());
      site.writeXml(out);
    }
    Launcher launcher = Launcher.real(Files.createDirectory(work.resolve("home")));

    assertThat(
            launcher.output(
                List.of(),
                Map.of("HADOOP_CONF_DIR", conf.toString()),
                "models",
                "hdfs:///configured"))
        .contains("digits");
  }

  @Test
  void aVersionPublishedMeanwhileIsNotTouched() throws IOException {
    ModelRegistry registry = registry("/meanwhile");
    ArtifactFile slow =
        new ArtifactFile(
            "network.zip",
            out -> {
              out.write("slow".getBytes(UTF_8));
              publish(registry, "fast");
            });

    PublishedVersion version = registry.publish("digits", Map.of(), List.of(slow));

    assertThat(version.name()).isEqualTo("v2");
    registry.list().models().get(0).versions().forEach(registry::verify);
    assertThat(text(registry, version)).isEqualTo("slow");
    assertThat(files("/meanwhile")).hasSize(4);
  }

  @Test
  void twoPublishersAtOnceNeverOverwriteEachOther() throws Exception {
    int rounds = 10;
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<PublishedVersion> published = new ArrayList<>();
    try {
      List<Future<List<PublishedVersion>>> publishers =
          Stream.of("left", "right")
              .map(who -> threads.submit(() -> publishTogether(who, rounds, start)))
              .toList();
      for (Future<List<PublishedVersion>> publisher : publishers) {
        published.addAll(publisher.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(published)
        .extracting(PublishedVersion::number)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * rounds).boxed().toList());
    published.forEach(registry("/together")::verify);
    assertThat(files("/together")).hasSize(4 * rounds);
  }

  private static List<PublishedVersion> publishTogether(String who, int rounds, CyclicBarrier start)
      throws Exception {
    ModelRegistry own = registry("/together");
    List<PublishedVersion> published = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      start.await();
      published.add(publish(own, who + i));
    }
    return published;
  }

  @Test
  void aWriterThatFailsLeavesNothing() throws IOException {
    ModelRegistry registry = registry("/failing");
    PublishedVersion good = publish(registry, "one");
    ArtifactFile broken =
        new ArtifactFile(
            "network.zip",
            out -> {
              out.write(new byte[100_000]);
              throw new IOException("disk full");
            });

    assertThatThrownBy(() -> registry.publish("digits", Map.of(), List.of(broken)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("writing network.zip: disk full");

    assertThat(cluster.getFileSystem().listStatus(path("/failing/digits"))).hasSize(1);
    registry.verify(good);
  }

  @Test
  void aDirectoryOfOthersIsRefusedBeforeAnythingIsWritten() throws Exception {
    cluster.getFileSystem().mkdirs(path("/closed"), new FsPermission("755"));
    UserGroupInformation stranger =
        UserGroupInformation.createUserForTesting("stranger", new String[] {"nobody"});
    ModelRegistry registry =
        stranger.doAs(
            (java.security.PrivilegedExceptionAction<ModelRegistry>) () -> registry("/closed"));

    assertThatThrownBy(() -> registry.requireWritable("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("cannot publish model 'digits' to " + location("/closed"))
        .hasMessageContaining("Permission denied: user=stranger")
        .hasMessageNotContaining("\n");
    assertThat(cluster.getFileSystem().listStatus(path("/closed"))).isEmpty();
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    cluster.getFileSystem().create(path("/file")).close();

    assertThatThrownBy(() -> registry("/file/registry").requireWritable("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("/file is a file, not a directory");
  }

  private static ModelRegistry registry(String path) throws IOException {
    return ModelRegistry.at(location(path), cluster.getConfiguration(0));
  }

  private static String location(String path) throws IOException {
    return path(path).toString();
  }

  private static org.apache.hadoop.fs.Path path(String path) throws IOException {
    return cluster.getFileSystem().makeQualified(new org.apache.hadoop.fs.Path(path));
  }

  private static PublishedVersion publish(ModelRegistry registry, String content) {
    ArtifactFile file = new ArtifactFile("network.zip", out -> out.write(content.getBytes(UTF_8)));
    return registry.publish("digits", Map.of("content", content), List.of(file));
  }

  private static String text(ModelRegistry registry, PublishedVersion version) throws IOException {
    try (InputStream in = registry.open(version, "network.zip")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** All files below, those of staging directories too. */
  private static List<String> files(String directory) throws IOException {
    FileSystem files = cluster.getFileSystem();
    List<String> paths = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = files.listFiles(path(directory), true);
    while (found.hasNext()) {
      paths.add(found.next().getPath().toString());
    }
    return paths;
  }
}
