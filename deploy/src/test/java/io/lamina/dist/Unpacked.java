package io.lamina.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An archive that was unpacked.
 *
 * @param home the directory of the distribution
 */
record Unpacked(Path home) {
  /** Unpacks an archive of this build with {@code tar}, as a user does. */
  static Unpacked archive(String name, Path into) throws IOException {
    Path archive = Path.of(System.getProperty("lamina.archives"), name).toAbsolutePath();
    Unpacked unpacked = new Unpacked(into);
    unpacked.run(into, Map.of(), List.of("tar", "xzf", archive.toString())).requireDone();
    try (Stream<Path> entries = Files.list(into)) {
      return new Unpacked(entries.toList().get(0));
    }
  }

  /** What a command did. */
  record Ended(int code, String output) {
    Ended requireDone() {
      if (code != 0) {
        throw new IllegalStateException("exit code " + code + ":\n" + output);
      }
      return this;
    }
  }

  /** Runs {@code bin/lamina}. */
  Ended lamina(Path in, Map<String, String> environment, List<String> before, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(home.resolve("bin/lamina").toString());
    command.addAll(List.of(arguments));
    return run(in, environment, command);
  }

  /** Runs a command, with these variables added. */
  Ended run(Path in, Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The jars of some of its directories. */
  List<Path> jars(String... directories) {
    return Stream.of(directories)
        .map(name -> list(home.resolve(name)))
        .flatMap(Collection::stream)
        .filter(file -> file.toString().endsWith(".jar"))
        .toList();
  }

  /** All its files. */
  List<Path> files() {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
