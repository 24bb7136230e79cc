package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.gate.GateRecord;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A model that is retrained day by day, with data and registry on a NameNode of its own. */
final class RetrainedDays implements AutoCloseable {
  private static final Duration DAY = Duration.ofDays(1).plusMinutes(1);

  private final Path directory;
  private final String model;
  private final MiniDFSCluster hdfs;

  /**
   * @param directory of the cluster, the plan and the runs
   * @param model its name, which the plan has, too
   * @param plan in YAML; its paths are below {@code /} of the file system
   */
  RetrainedDays(Path directory, String model, String plan) throws IOException {
    this.directory = directory;
    this.model = model;
    Files.writeString(directory.resolve("plan.yaml"), plan);
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
    this.hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitActive();
  }

  /** Writes a file of data. */
  void write(String path, byte[] content) throws IOException {
    try (OutputStream out = files().create(path(path))) {
      out.write(content);
    }
  }

  void remove(String path) throws IOException {
    files().delete(path(path), false);
  }

  /**
   * Retrains.
   *
   * @param run the name of the run directory
   */
  LaminaCommand retrain(String run, String... more) {
    return LaminaCommand.run(
        Stream.concat(Stream.of(arguments(run)), Stream.of(more)).toArray(String[]::new));
  }

  /** The same in a process of its own. */
  LaminaProcess start(String run) throws IOException {
    return LaminaProcess.start(directory, arguments(run));
  }

  private String[] arguments(String run) {
    return new String[] {
      "retrain",
      directory.resolve("plan.yaml").toString(),
      "--data",
      uri("/"),
      "--run-dir",
      directory.resolve("run" + run).toString(),
      "--master",
      "local[2]",
      "--set",
      "publish.registry=" + uri("/models")
    };
  }

  /** {@code lamina models}. */
  LaminaCommand models(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("models", command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--registry", uri("/models")));
    return LaminaCommand.run(arguments.toArray(String[]::new));
  }

  /** What was left by processes that are dead is a day older: leases and hidden files. */
  void aDayPasses() throws IOException {
    FileSystem files = files();
    for (FileStatus any : below("/models")) {
      String path = any.getPath().toUri().getPath();
      if (path.contains("/.") || path.endsWith(".alive")) {
        files.setTimes(any.getPath(), any.getModificationTime() - DAY.toMillis(), -1);
      }
    }
  }

  /** Whether somebody is publishing. */
  boolean isPublishing() throws IOException {
    return below("/models").stream()
        .anyMatch(any -> any.getPath().toUri().getPath().contains("/."));
  }

  void restartNameNode() throws IOException {
    hdfs.restartNameNode();
  }

  /** The paths of all files of the registry. */
  List<String> files(String path) throws IOException {
    List<String> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = files().listFiles(path(path), true);
    while (found.hasNext()) {
      files.add(found.next().getPath().toUri().getPath());
    }
    return files;
  }

  /** Files and directories. */
  private List<FileStatus> below(String path) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    if (files().exists(path(path))) {
      for (FileStatus status : files().listStatus(path(path))) {
        found.add(status);
        if (status.isDirectory()) {
          found.addAll(below(status.getPath().toUri().getPath()));
        }
      }
    }
    return found;
  }

  ModelRegistry registry() {
    return ModelRegistry.at(uri("/models"), hdfs.getConfiguration(0));
  }

  /** The entries of an alias, the oldest first. */
  List<AliasEntry> history(String alias) {
    return registry().alias(model, alias).history();
  }

  PublishedVersion champion() {
    return registry().champion(model).orElseThrow();
  }

  /** What the gates said when an entry was made. */
  GateRecord record(AliasEntry entry) {
    byte[] json =
        registry().records(model).find(entry.change().gates().orElseThrow()).orElseThrow();
    return GateRecord.of(new String(json, UTF_8));
  }

  /** The entries of {@link Alias#CHALLENGER} whose gates passed. */
  List<AliasEntry> passed() {
    return history(Alias.CHALLENGER).stream().filter(entry -> record(entry).passes()).toList();
  }

  private FileSystem files() throws IOException {
    return hdfs.getFileSystem();
  }

  private static org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  private String uri(String path) {
    try {
      return files().makeQualified(path(path)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    hdfs.shutdown();
  }
}
