package io.lamina.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user's own cluster: a standalone master and workers of one core that know Spark alone, one to
 * begin with. Closing it ends them.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Path JOB = Path.of(System.getProperty("lamina.job.jar"));

  private final Path directory;
  private final LaminaProcess master;
  private final String url;
  private final List<LaminaProcess> workers = new ArrayList<>();

  /**
   * @param directory where it is installed and works
   */
  StandaloneCluster(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    install();
    this.master = start("org.apache.spark.deploy.master.Master", addresses());
    try {
      this.url = master.awaitLine(".*Starting Spark master at (spark://\\S+)").group(1);
      addWorker();
    } catch (IOException | InterruptedException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** Spark's jars where a distribution has them, and none of Lamina's. */
  private void install() throws IOException {
    Files.createDirectories(jars());
    List<Path> libraries = libraries();
    String built = Files.readString(JOB.resolveSibling("../driver.classpath")).strip();
    for (String entry : built.split(":", -1)) {
      Path jar = Path.of(entry);
      boolean brought = libraries.stream().anyMatch(l -> l.endsWith(jar.getFileName()));
      if (!brought && !jar.getFileName().toString().startsWith("lamina")) {
        Files.createSymbolicLink(jars().resolve(jar.getFileName()), jar);
      }
    }
  }

  private Path jars() {
    return directory.resolve("spark-home/jars");
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(JOB.resolveSibling("lib"))) {
      return files.sorted().toList();
    }
  }

  private static List<String> addresses() {
    return List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
  }

  void addWorker() throws IOException {
    List<String> arguments = new ArrayList<>(addresses());
    arguments.addAll(List.of("--cores", "1", "--memory", "1g"));
    arguments.addAll(List.of("--work-dir", directory.resolve("work").toString(), url));
    workers.add(start("org.apache.spark.deploy.worker.Worker", arguments));
  }

  /** The processes of the workers' executors. */
  List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.executors().stream()).toList();
  }

  /** What the workers have printed. */
  List<String> workers() {
    return workers.stream().map(LaminaProcess::output).toList();
  }

  private Path metrics() throws IOException {
    return Files.createDirectories(directory.resolve("metrics"));
  }

  /** The last value of the metric of a job whose name ends so. */
  String metric(String name) throws IOException {
    try (Stream<Path> files = Files.list(metrics())) {
      Path file = files.filter(f -> f.toString().endsWith(name + ".csv")).findFirst().orElseThrow();
      List<String> lines = Files.readAllLines(file);
      return lines.get(lines.size() - 1).split(",", -1)[1];
    }
  }

  /** Hands the job to {@code spark-submit}: its jar, its libraries, and arguments for Lamina. */
  LaminaProcess submit(String... lamina) throws IOException {
    String libraries = libraries().stream().map(Path::toString).collect(Collectors.joining(","));
    List<String> arguments = new ArrayList<>(List.of("--master", url));
    arguments.addAll(List.of("--conf", LaminaProcess.EXECUTORS_COMPILER));
    String metrics = "spark.metrics.conf.driver.sink.csv.";
    arguments.addAll(List.of("--conf", metrics + "class=org.apache.spark.metrics.sink.CsvSink"));
    arguments.addAll(List.of("--conf", metrics + "directory=" + metrics()));
    arguments.addAll(List.of("--class", "io.lamina.jobs.cli.Lamina", "--jars", libraries));
    arguments.add(JOB.toString());
    arguments.addAll(List.of(lamina));
    return start("org.apache.spark.deploy.SparkSubmit", arguments);
  }

  /** Starts a class of Spark as the scripts of a distribution do: on Spark's jars alone. */
  private LaminaProcess start(String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.jvm(directory));
    command.addAll(List.of("-cp", jars() + "/*", mainClass));
    command.addAll(arguments);
    return LaminaProcess.start(directory, command);
  }

  @Override
  public void close() {
    workers.forEach(LaminaProcess::close);
    master.close();
  }
}
