package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a user's own cluster: a standalone master and two workers that know Spark alone, and
 * {@code spark-submit} with the job's jar and its libraries.
 */
class SparkSubmitIT {
  private static final Path JOB = Path.of(System.getProperty("lamina.job.jar"));

  @TempDir private Path directory;
  private Path spark;

  /** Spark's jars where a distribution has them, and none of Lamina's. */
  @BeforeEach
  void installSpark() throws IOException {
    spark = Files.createDirectories(directory.resolve("spark-home/jars"));
    List<Path> libraries = libraries();
    String built = Files.readString(JOB.resolveSibling("../driver.classpath")).strip();
    for (String entry : built.split(":", -1)) {
      Path jar = Path.of(entry);
      boolean brought = libraries.stream().anyMatch(l -> l.endsWith(jar.getFileName()));
      if (!brought && !jar.getFileName().toString().startsWith("lamina")) {
        Files.createSymbolicLink(spark.resolve(jar.getFileName()), jar);
      }
    }
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
  }

  @Test
  void theSubmittedJobGivesTheBitsOfTheEmbeddedCluster() throws Exception {
    try (LaminaProcess master =
        start(
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0")) {
      String url = master.awaitLine(".*Starting Spark master at (spark://\\S+)").group(1);
      try (LaminaProcess first = worker(url);
          LaminaProcess second = worker(url);
          LaminaProcess submitted = submit(url)) {
        assertThat(submitted.exitCode()).as(submitted.output()).isZero();
        assertThat(submitted.output()).contains("4 shards on 2 executors").doesNotContain(" INFO ");
        assertThat(first.output()).contains("Asked to launch executor");
        assertThat(second.output()).contains("Asked to launch executor");
      }
    }
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.copy(directory.resolve("plan.yaml"), other.resolve("plan.yaml"));
    String[] arguments = {"train", "plan.yaml", "--run-dir", "run", "--executors", "1"};
    try (LaminaProcess embedded = LaminaProcess.start(other, arguments)) {
      assertThat(embedded.exitCode()).as(embedded.output()).isZero();
    }

    assertThat(parametersSha256(directory)).isEqualTo(parametersSha256(other));
  }

  private LaminaProcess worker(String master) throws IOException {
    return start(
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        directory.resolve("work").toString(),
        master);
  }

  private LaminaProcess submit(String master) throws IOException {
    String jars = libraries().stream().map(Path::toString).collect(Collectors.joining(","));
    return start(
        "org.apache.spark.deploy.SparkSubmit",
        "--master",
        master,
        "--class",
        "io.lamina.jobs.cli.Lamina",
        "--jars",
        jars,
        JOB.toString(),
        "train",
        "plan.yaml",
        "--run-dir",
        "run",
        "--executors",
        "2");
  }

  /** Starts a class of Spark as the scripts of a distribution do: on Spark's jars alone. */
  private LaminaProcess start(String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.jvm(directory));
    command.addAll(List.of("-cp", spark + "/*", mainClass));
    command.addAll(List.of(arguments));
    return LaminaProcess.start(directory, command);
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(JOB.resolveSibling("lib"))) {
      return files.sorted().toList();
    }
  }

  private static String parametersSha256(Path directory) throws IOException {
    return new RunFiles(directory.resolve("run")).readRecord().parametersSha256().orElseThrow();
  }
}
