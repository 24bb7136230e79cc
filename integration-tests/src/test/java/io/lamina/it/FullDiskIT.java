package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A disk that is full, wherever a run writes: one line says what was to be written, and where. */
class FullDiskIT {
  private static final String YAML =
      """
      name: full
      data:
        unlabeled: {format: generated-digits, examples: 300, seed: 1}
        test: {format: generated-digits, examples: 100, seed: 2}
      shards: 2
      layers:
        - {kind: autoencoder, units: 40, learningRate: 0.1, batchSize: 10, rounds: 5}
      checkpoints: {rounds: 4}
      """;

  /** A disk of 120 KiB; needs no privilege where users may have namespaces of their own. */
  private static final String MOUNT =
      "mount -t tmpfs -o size=120k tmpfs \"$0\" && echo mounted && exec \"$@\"";

  @TempDir private Path directory;

  @Test
  void isToldInOneLineWhereverItIs() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Files.writeString(directory.resolve("plan.yaml"), YAML);
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNT, "" + disk));
    command.addAll(LaminaProcess.jvm(directory));
    command.addAll(List.of("-cp", LaminaProcess.classPath(), Runs.class.getName(), "" + disk));
    try (LaminaProcess runs = LaminaProcess.start(directory, command)) {
      int code = runs.exitCode();
      assumeThat(runs.output()).as("mounting a small disk").contains("mounted\n");
      assertThat(code).as(runs.output()).isZero();
      assertThat(runs.output())
          .doesNotContain("\tat ")
          .doesNotContain("Exception")
          .containsPattern(
              "(?m)^lamina: layer 1: its state could not be kept: cannot keep checkpoints in file:"
                  + disk
                  + "/run/checkpoints/layer-1: no space is left: 127 KiB are needed, [0-9]+ KiB are"
                  + " free \\(.*--resume.*\nended with 1; there is \\[.*, run.json]$")
          .containsPattern(
              "(?m)^lamina: cannot publish model 'full' to file:"
                  + disk
                  + "/models: writing network.zip: no space is left: [0-9]+ KiB are needed, [0-9]+"
                  + " KiB are free \\(.*or choose another\\)\nended with 1; there is \\[]$")
          .containsPattern(
              "(?m)^lamina: no space is left where Spark and its executors keep their data,"
                  + " spark.local.dir="
                  + disk
                  + ": .*\nended with 1; there is ")
          .containsPattern(
              "started with a jar: [\\s\\S]*\nlamina: no space is left where Spark and its"
                  + " executors keep their data, spark.local.dir="
                  + disk
                  + ": the run needs more than the 0 MiB that are free there .*\nended with 1; ");
    }
    assertThat(directory.resolve("models")).doesNotExist();
  }

  /** The runs, in a process that sees the disk. */
  static final class Runs {
    private final Path disk;

    private Runs(Path disk) {
      this.disk = disk;
    }

    public static void main(String... arguments) throws IOException {
      Runs runs = new Runs(Path.of(arguments[0]));
      Path other = runs.disk.getParent();
      runs.train(runs.disk.resolve("run"), "publish.registry=" + other.resolve("models"));
      runs.train(other.resolve("a"), "publish.registry=" + runs.disk.resolve("models"));
      System.setProperty("spark.local.dir", runs.disk.toString());
      runs.train(other.resolve("b"), "publish.registry=" + other.resolve("models"));
      System.setProperty("spark.jars", largeJar());
      System.out.print("started with a jar: ");
      runs.train(other.resolve("c"), "publish.registry=" + other.resolve("models"));
    }

    /** Larger than the disk, to which Spark copies it when it starts. */
    private static String largeJar() {
      return CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    private void train(Path run, String registry) throws IOException {
      String plan = disk.resolveSibling("plan.yaml").toString();
      LaminaCommand command =
          LaminaCommand.run(
              "train", plan, "--run-dir", "" + run, "--master", "local[2]", "--set", registry);
      System.out.print(command.output());
      System.out.printf("ended with %s; there is %s%n", command.exitCode(), left());
    }

    /** The names of the files on the disk, which are removed. */
    private List<String> left() throws IOException {
      List<String> names = new ArrayList<>();
      try (Stream<Path> all = Files.walk(disk)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          if (Files.isRegularFile(file)) {
            names.add(file.getFileName().toString());
          }
          if (!file.equals(disk)) {
            Files.delete(file);
          }
        }
      }
      names.sort(null);
      return names;
    }
  }
}
