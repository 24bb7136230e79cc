package io.lamina.zoo.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
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
   */
  public static Location of(String text, Configuration configuration) throws IOException {
    Configuration own = new Configuration(configuration);
    // What is kept here has its own checksums; a local disk needs no second ones in files beside
    // it.
    own.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    Path path = new Path(text);
    FileContext files =
        isOnDefault(path.toUri(), FileSystem.getDefaultUri(own))
            ? FileContext.getFileContext(own)
            : FileContext.getFileContext(path.toUri(), own);
    Path named =
        path.toUri().getAuthority() == null ? Path.getPathWithoutSchemeAndAuthority(path) : path;
    return new Location(files, files.makeQualified(named));
  }

  /** As {@code hdfs:///models} is where the default file system is {@code hdfs://namenode}. */
  private static boolean isOnDefault(URI place, URI defaults) {
    return place.getScheme() == null
        || (place.getAuthority() == null && place.getScheme().equals(defaults.getScheme()));
  }
}
