package io.lamina.zoo.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A place on a Hadoop file system.
 *
 * @param files its file system
 * @param path with scheme and authority
 */
public record Location(FileContext files, Path path) {
  public Location {
    requireNonNull(files, "files is null");
    requireNonNull(path, "path is null");
  }

  /**
   * Finds a place. Nothing is written.
   *
   * @param text a path or a URI; what it does not say of the file system the configuration does, as
   *     for Hadoop's own commands
   * @param configuration Hadoop's, copied
   * @throws IllegalArgumentException if the text is none
   * @throws IOException with a message for people, if Hadoop cannot reach such a file system
   */
  public static Location of(String text, Configuration configuration) throws IOException {
    Configuration own = new Configuration(configuration);
    // What is kept here has its own checksums; a local disk needs no second ones in files beside
    // it.
    own.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    Path path = new Path(text);
    FileContext files = files(path.toUri(), own);
    Path named =
        path.toUri().getAuthority() == null ? Path.getPathWithoutSchemeAndAuthority(path) : path;
    return new Location(files, files.makeQualified(named));
  }

  private static FileContext files(URI place, Configuration configuration) throws IOException {
    URI defaults = FileSystem.getDefaultUri(configuration);
    boolean byDefault = isOnDefault(place, defaults);
    try {
      return byDefault
          ? FileContext.getFileContext(configuration)
          : FileContext.getFileContext(place, configuration);
    } catch (RuntimeException e) {
      // Hadoop makes file systems by reflection: what went wrong lies at the bottom.
      String reason = reason(bottom(e));
      throw new IOException(
          byDefault
              ? defaults + ", which fs.defaultFS of the Hadoop configuration names: " + reason
              : reason,
          e);
    }
  }

  private static Throwable bottom(Throwable failure) {
    return failure.getCause() == null ? failure : bottom(failure.getCause());
  }

  private static String reason(Throwable failure) {
    return failure instanceof UnknownHostException
        ? "there is no host " + failure.getMessage()
        : failure.toString();
  }

  /** As {@code hdfs:///models} is where the default file system is {@code hdfs://namenode}. */
  private static boolean isOnDefault(URI place, URI defaults) {
    return place.getScheme() == null
        || (place.getAuthority() == null && place.getScheme().equals(defaults.getScheme()));
  }
}
