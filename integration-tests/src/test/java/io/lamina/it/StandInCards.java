package io.lamina.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stand-ins for NVIDIA's libraries, which the tests of the module of cards have.
 *
 * @param libraries the folder they are in
 */
record StandInCards(Path libraries) {
  private static final Path MODULE = Path.of(System.getProperty("lamina.cuda"));

  /** Builds them if need be; without g++ the test is skipped. */
  static StandInCards built() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            MODULE.resolve("target/test-classes") + File.pathSeparator + jars(),
            "io.lamina.runtime.cuda.StandInLibraries");
    Process process =
        new ProcessBuilder(command).directory(MODULE.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0, "no stand-ins for NVIDIA's libraries: " + output);
    return new StandInCards(Path.of(output.strip()));
  }

  /** What a user puts before all others on the class path. */
  String module() throws IOException {
    return jars();
  }

  private static String jars() throws IOException {
    try (Stream<Path> files = Files.list(MODULE.resolve("target/job"))) {
      return files.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** What has processes find them, with such cards. */
  Map<String, String> environment(String cards) {
    return Map.of("LD_LIBRARY_PATH", libraries.toString(), "STANDIN", cards);
  }

  /** Has a JVM keep compiled kernels apart from those of real cards. */
  String cache() {
    return "-Dlamina.cuda.cache=" + libraries.resolve("cache");
  }
}
