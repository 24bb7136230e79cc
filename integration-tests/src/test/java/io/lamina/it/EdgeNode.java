package io.lamina.it;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A machine with a Spark, laid out as in the image, with the image's own scripts: it submits with
 * {@code deploy/kubernetes.sh}, and starts what is in a driver's pod.
 */
final class EdgeNode {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JOB = Path.of(System.getProperty("lamina.job.jar"));

  private static final Path CARDS = Path.of(System.getProperty("lamina.cuda"), "target", "job");

  /** Of the tests, or with classes of Spark's and Hadoop's that a cluster's Spark has not. */
  private static final List<String> NOT_OF_SPARK =
      List.of("hadoop-client-minicluster", "spark-yarn", "junit", "kubernetes-server-mock");

  private final Path directory;
  private final Path sparkHome;

  /**
   * @param directory where it is installed and works
   */
  EdgeNode(Path directory) throws IOException {
    this.directory = directory;
    this.sparkHome = Files.createDirectory(directory.resolve("spark"));
    Path bin = Files.createDirectory(sparkHome.resolve("bin"));
    for (String script : List.of("spark-class", "spark-submit")) {
      Files.copy(ROOT.resolve("docker").resolve(script), bin.resolve(script));
    }
    Files.createDirectory(sparkHome.resolve("conf"));
    Path jars = Files.createDirectory(sparkHome.resolve("jars"));
    try (OutputStream out = Files.newOutputStream(jars.resolve("all.jar"))) {
      new JarOutputStream(out, classPath()).close();
    }
  }

  /**
   * A jar without content, that stands for all that the tests run with, and for the module of
   * cards, which the image for cards has.
   */
  private static Manifest classPath() throws IOException {
    List<Path> cards;
    try (Stream<Path> files = Files.list(CARDS)) {
      cards = files.toList();
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.concat(
                    cards.stream(),
                    Stream.of(LaminaProcess.classPath().split(File.pathSeparator, -1))
                        .map(Path::of))
                .filter(EdgeNode::isOfSpark)
                .map(path -> path.toUri().toString())
                .collect(Collectors.joining(" ")));
    return manifest;
  }

  private static boolean isOfSpark(Path path) {
    return NOT_OF_SPARK.stream().noneMatch(path.getFileName().toString()::startsWith);
  }

  /** Runs {@code deploy/kubernetes.sh}. */
  LaminaProcess submit(Map<String, String> environment, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/kubernetes.sh").toString());
    command.addAll(arguments);
    ProcessBuilder builder = builder(command);
    builder.environment().put("LAMINA_JOB", JOB.getParent().toString());
    builder.environment().putAll(environment);
    return LaminaProcess.of(builder);
  }

  /**
   * Starts what is in a driver's pod, with the image's entry point.
   *
   * @param arguments of the container
   */
  LaminaProcess drive(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("docker/entrypoint").toString());
    command.addAll(arguments);
    ProcessBuilder builder = builder(command);
    builder.environment().put("SPARK_DRIVER_BIND_ADDRESS", "127.0.0.1");
    builder.environment().put("LAMINA_SECRETS", directory.resolve("no-secrets").toString());
    return LaminaProcess.of(builder);
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    // Not the settings of whoever runs the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("LAMINA_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder
        .environment()
        .merge("PATH", sparkHome.resolve("bin") + File.pathSeparator, (path, bin) -> bin + path);
    // Not this machine's own cluster.
    builder.environment().put("KUBECONFIG", directory.resolve("no-cluster").toString());
    // Of the launcher, spark-submit and the driver.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return builder;
  }

  /** The job, as {@code spark-submit} takes what is there already. */
  static String job() {
    return "local://" + JOB.toAbsolutePath().normalize();
  }

  /** The arguments of a pod's only container. */
  static List<String> arguments(Pod pod) {
    return pod.getSpec().getContainers().get(0).getArgs();
  }
}
