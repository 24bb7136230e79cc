package io.lamina.jobs.gate;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this process loads classes from: the class path that it was started with, and what
 * spark-submit added.
 *
 * @param loader whose classes are meant
 */
record ProcessClassPath(ClassLoader loader) {
  /** Jars and directories, without those of Spark and Hadoop. */
  List<Path> withoutSpark() {
    Set<Path> entries = new LinkedHashSet<>();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        Stream.of(urls.getURLs())
            .filter(ProcessClassPath::isFile)
            .forEach(u -> entries.add(path(u)));
      }
    }
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .forEach(entries::add);
    return entries.stream().filter(ProcessClassPath::isOfNeither).toList();
  }

  private static boolean isFile(URL url) {
    return url.getProtocol().equals("file");
  }

  private static Path path(URL url) {
    return Path.of(URI.create(url.toString()));
  }

  private static boolean isOfNeither(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return !name.matches("(spark|hadoop)-.*\\.jar");
  }
}
