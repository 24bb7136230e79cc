package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.nodemanager.containermanager.ContainerManagerImpl;

/**
 * YARN and HDFS, each a real one of one node, and an edge node: a Spark with the jars that a
 * distribution has, Hadoop's configuration, and {@code deploy/yarn.sh}. Closing it ends all of it.
 */
final class YarnCluster implements AutoCloseable {
  private static final Path SCRIPT = Path.of("..", "deploy", "yarn.sh").toAbsolutePath();
  private static final Path JOB = Path.of(System.getProperty("lamina.job.jar"));
  private static final String APPLICATION_MASTER = "org.apache.spark.deploy.yarn.ApplicationMaster";
  private static final int NODE_MEBIBYTES = 6144;

  /** What {@code spark-class} of a distribution does. */
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      export SPARK_SCALA_VERSION=2.13
      command=()
      {
        IFS= read -r
        while IFS= read -r -d '' part; do command+=("$part"); done
      } < <("$JAVA_HOME/bin/java" -Xmx64m -cp "$SPARK_HOME/jars/*" \\
        org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
      [ "${#command[@]}" -gt 0 ] && exec "${command[@]}"
      """;

  private final Path directory;
  private final Map<String, String> settings;
  private final String javaOptions;
  private final MiniDFSCluster hdfs;
  private final MiniYARNCluster yarn;

  /**
   * @param directory where it is installed and works
   */
  YarnCluster(Path directory) throws IOException {
    this(directory, Map.of(), "");
  }

  /**
   * @param directory where it is installed and works
   * @param settings of Hadoop
   * @param javaOptions of every JVM
   */
  YarnCluster(Path directory, Map<String, String> settings, String javaOptions) throws IOException {
    this.directory = directory;
    this.settings = settings;
    this.javaOptions = javaOptions;
    Configuration forHdfs = new Configuration();
    settings.forEach(forHdfs::set);
    forHdfs.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
    this.hdfs = new MiniDFSCluster.Builder(forHdfs).numDataNodes(1).build();
    hdfs.waitActive();
    this.yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(configuration());
    yarn.start();
    install();
  }

  private YarnConfiguration configuration() throws IOException {
    YarnConfiguration conf = new YarnConfiguration(hdfs.getConfiguration(0));
    settings.forEach(conf::set);
    conf.set("fs.defaultFS", files().getUri().toString());
    conf.setInt("yarn.nodemanager.resource.memory-mb", NODE_MEBIBYTES);
    conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    // Other users of this machine may have filled its disk.
    conf.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    conf.setBoolean("yarn.log-aggregation-enable", true);
    conf.set("yarn.nodemanager.aux-services", ShuffleService.NAME);
    conf.set(
        "yarn.nodemanager.aux-services." + ShuffleService.NAME + ".class",
        ShuffleService.class.getName());
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
    return conf;
  }

  private void install() throws IOException {
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Configuration ofUsers = new Configuration(yarn.getConfig());
    ofUsers.unset("net.topology.node.switch.mapping.impl"); // a class of the mini-cluster
    for (String site : List.of("core-site.xml", "yarn-site.xml")) {
      try (OutputStream out = Files.newOutputStream(conf.resolve(site))) {
        ofUsers.writeXml(out);
      }
    }
    Path spark = directory.resolve("spark");
    Path jars = Files.createDirectories(spark.resolve("jars"));
    for (Path jar : sparksJars()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, SPARK_SUBMIT);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        Files.createDirectories(spark.resolve("conf")).resolve("spark-defaults.conf"),
        String.join("\n", defaults(jars)));
  }

  /** Spark is on the nodes already, and ends before an optimising compiler has paid. */
  private List<String> defaults(Path jars) {
    String java = System.getProperty("java.home");
    return List.of(
        "spark.yarn.jars local:" + jars + "/*",
        "spark.ui.enabled false",
        "spark.yarn.am.memory 256m",
        "spark.shuffle.service.port " + shuffleServicePort(),
        "spark.yarn.appMasterEnv.JAVA_HOME " + java,
        "spark.executorEnv.JAVA_HOME " + java,
        "spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 " + javaOptions,
        "spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 " + javaOptions,
        "spark.yarn.am.extraJavaOptions -XX:TieredStopAtLevel=1 " + javaOptions,
        "");
  }

  private int shuffleServicePort() {
    ContainerManagerImpl containers =
        (ContainerManagerImpl) yarn.getNodeManager(0).getNMContext().getContainerManager();
    return containers.getAuxServiceMetaData().get(ShuffleService.NAME).getInt(0);
  }

  /** What Spark needs to run, its part for YARN too, and nothing that the job brings. */
  private static List<Path> sparksJars() throws IOException {
    List<String> brought;
    try (Stream<Path> files = Files.list(JOB.resolveSibling("lib"))) {
      brought = files.map(file -> file.getFileName().toString()).toList();
    }
    String built = Files.readString(JOB.resolveSibling("../driver.classpath")).strip();
    Stream<Path> needed = Stream.of(built.split(":", -1)).map(Path::of);
    Stream<Path> ofYarn =
        Stream.of(LaminaProcess.classPath().split(":", -1))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().startsWith("spark-yarn_"));
    Predicate<String> foreign = name -> !brought.contains(name) && !name.startsWith("lamina");
    return Stream.concat(needed, ofYarn)
        .filter(jar -> foreign.test(jar.getFileName().toString()))
        .toList();
  }

  /** Runs {@code deploy/yarn.sh}, as a user does in this directory. */
  LaminaProcess submit(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(SCRIPT.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", directory.resolve("spark").toString());
    builder.environment().put("HADOOP_CONF_DIR", directory.resolve("conf").toString());
    builder.environment().put("LAMINA_JOB", JOB.getParent().toString());
    builder.environment().put("LAMINA_LIBRARIES", librariesOnTheNodes());
    builder.environment().put("SPARK_SUBMIT_OPTS", javaOptions);
    builder.environment().putAll(environment);
    return LaminaProcess.of(builder);
  }

  /** As if every node had them: sending them takes longer than what is tested. */
  private static String librariesOnTheNodes() throws IOException {
    try (Stream<Path> files = Files.list(JOB.resolveSibling("lib"))) {
      return files
          .map(file -> "local:" + file.toAbsolutePath().normalize())
          .collect(Collectors.joining(","));
    }
  }

  /** Ends the application masters that hold a driver, as {@code kill -9} does. */
  void killDrivers() {
    ProcessHandle.current()
        .descendants()
        .filter(process -> isDriver(process))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isDriver(ProcessHandle process) {
    try {
      byte[] command =
          Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      List<String> words = List.of(new String(command, UTF_8).split("\0", -1));
      return words.get(0).endsWith("java") && words.contains(APPLICATION_MASTER);
    } catch (IOException ended) {
      return false;
    }
  }

  /** Waits until there is a file whose path on HDFS matches. */
  void awaitFile(String pattern) throws IOException, InterruptedException {
    while (!exists(pattern)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Whether there is a file whose path on HDFS matches. */
  boolean exists(String pattern) throws IOException {
    FileStatus[] found = files().globStatus(new org.apache.hadoop.fs.Path(pattern));
    return found != null && found.length > 0;
  }

  FileSystem files() {
    try {
      return hdfs.getFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file of HDFS. */
  void write(String path, byte[] content) throws IOException {
    try (OutputStream out = files().create(new org.apache.hadoop.fs.Path(path))) {
      out.write(content);
    }
  }

  /** The lines of the file whose path on HDFS matches. */
  List<String> lines(String pattern) throws IOException {
    FileStatus[] found = files().globStatus(new org.apache.hadoop.fs.Path(pattern));
    try (InputStream in = files().open(found[0].getPath())) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  void makeDirectory(String path) throws IOException {
    files().mkdirs(new org.apache.hadoop.fs.Path(path));
  }

  void makeDirectoryOf(String user, String path) throws IOException {
    makeDirectory(path);
    files().setOwner(new org.apache.hadoop.fs.Path(path), user, user);
  }

  void remove(String path) throws IOException {
    files().delete(new org.apache.hadoop.fs.Path(path), false);
  }

  /** A path of HDFS, with its address. */
  String uri(String path) {
    return files().makeQualified(new org.apache.hadoop.fs.Path(path)).toString();
  }

  /** The registry that plans and commands of the tests name: {@code hdfs:///models}. */
  ModelRegistry registry() {
    return ModelRegistry.at("hdfs:///models", hdfs.getConfiguration(0));
  }

  /** The record of the newest version of a model. */
  RunRecord published(String model) throws IOException {
    PublishedVersion version = registry().latest(model).orElseThrow();
    try (InputStream in = registry().open(version, "run.json")) {
      return RunRecord.fromJson(new String(in.readAllBytes(), UTF_8));
    }
  }

  @Override
  public void close() {
    yarn.stop();
    hdfs.shutdown();
  }
}
