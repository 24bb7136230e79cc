package io.lamina.zoo.registry.process;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small JVM beside this one, with its classes.
 *
 * @param options of the JVM
 * @param classPath what it finds before the classes of this JVM
 */
public record TestJvm(List<String> options, List<Path> classPath) {
  public TestJvm {
    options = List.copyOf(options);
    classPath = List.copyOf(classPath);
  }

  /** What runs a class there. */
  public ProcessBuilder running(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", entries(), main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** What this JVM loads classes from, whoever started it. */
  private String entries() {
    List<String> entries = new ArrayList<>(classPath.stream().map(Path::toString).toList());
    ClassLoader loader = TestJvm.class.getClassLoader();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        Stream.of(urls.getURLs()).map(TestJvm::path).forEach(entries::add);
      }
    }
    entries.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, entries);
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }
}
