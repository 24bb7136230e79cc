package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code lamina} script in a source tree of its own, so that no test builds anything. Its Java
 * is a script that prints what it was started with, or the real one.
 *
 * @param home the tree
 */
record Launcher(Path home) {
  private static final Path SCRIPT = Path.of("..", "lamina").toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("parameter-server", "model-zoo/registry", "model-zoo", "gpu-runtime", "spark-jobs");

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *-version*) echo '    java.specification.version = 17' >&2; exit ;;
      esac
      echo "LC_ALL=$LC_ALL"
      echo "files=$(ulimit -n)"
      printf '%s\\n' "$@"
      """;

  /** A build in colours, which may fail. */
  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir -p "$HOME_OF_LAMINA/spark-jobs/target/maven-archiver"
      echo version=1 >"$HOME_OF_LAMINA/spark-jobs/target/maven-archiver/pom.properties"
      printf %s "$0" >"$HOME_OF_LAMINA/spark-jobs/target/driver.classpath"
      printf '\\033[33mwarning\\033[0m: deprecated\\n%s\\n' "$*"
      exit "${BUILD_STATUS:-0}"
      """;

  /** With nothing built, and a Java and a Maven that only print. */
  static Launcher printing(Path home) throws IOException {
    Launcher launcher = in(home);
    for (String tool : List.of("java", "javac")) {
      script(home.resolve("jdk/bin").resolve(tool), JAVA);
    }
    script(home.resolve("tools/mvn"), MAVEN);
    return launcher;
  }

  /** With what the build has made, and the JVM that runs the tests. */
  static Launcher real(Path home) throws IOException {
    Launcher launcher = in(home);
    Path job = Path.of(System.getProperty("lamina.job.jar")).getParent();
    Files.createSymbolicLink(
        home.resolve("spark-jobs/target"), job.getParent().toAbsolutePath().normalize());
    Files.createSymbolicLink(home.resolve("jdk"), Path.of(System.getProperty("java.home")));
    return launcher;
  }

  private static Launcher in(Path home) throws IOException {
    old(Files.createFile(home.resolve("pom.xml")));
    for (String module : MODULES) {
      old(Files.createDirectories(home.resolve(module).resolve("src/main")));
      old(Files.createFile(home.resolve(module).resolve("pom.xml")));
    }
    Files.copy(SCRIPT, home.resolve("lamina"));
    Path shared = Files.createDirectories(home.resolve("deploy")).resolve("launch.sh");
    Files.copy(SCRIPT.resolveSibling("deploy/launch.sh"), shared);
    return new Launcher(home);
  }

  /** Sources that are newer than what is built are built. */
  private static void old(Path source) throws IOException {
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * A start of the script, as from cron: without a locale.
   *
   * @param before a command that starts it; empty for none
   * @param environment besides
   */
  ProcessBuilder start(List<String> before, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(home.resolve("lamina").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("HOME_OF_LAMINA", home.toString());
    builder.environment().merge("PATH", home.resolve("tools") + ":", (path, tools) -> tools + path);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true);
  }

  /** What a start prints, to its end. */
  String output(List<String> before, Map<String, String> environment, String... arguments)
      throws IOException {
    Process process = start(before, environment, arguments).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
