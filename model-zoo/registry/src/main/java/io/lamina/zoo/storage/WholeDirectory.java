package io.lamina.zoo.storage;

import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A directory that is whole or not there. Where the file system renames a directory in one step, it
 * appears by that. On an object store it is whole when {@value #SEAL} is in it, which is written
 * last; the other objects come to be only a moment before. What a writer that was killed has left,
 * the next writer of the same directory removes. Used by one thread.
 */
public sealed interface WholeDirectory extends AutoCloseable
    permits RenamedDirectory, SealedDirectory {
  /** The file by which readers know that a directory is whole, as Hadoop's and Spark's do. */
  String SEAL = "_SUCCESS";

  /** File systems that rename a directory in one step. */
  Set<String> RENAMING = Set.of("file", "hdfs", "viewfs");

  /**
   * Makes sure that a directory could be written: that there is nothing of its name. Writes
   * nothing.
   *
   * @throws IOException with a message for people, if there is, or if the file system can make no
   *     directory appear whole
   */
  static void requireFree(Location target) throws IOException {
    if (target.path().getParent() == null) {
      throw taken(target);
    }
    if (RENAMING.contains(scheme(target))) {
      RenamedDirectory.requireFree(target);
      return;
    }
    if (!SealedDirectory.SCHEME.equals(scheme(target))) {
      throw new IOException(
          "cannot write "
              + target.path()
              + ": the file system '"
              + scheme(target)
              + "' does not rename a directory in one step, so readers would see a part of it"
              + " (write to HDFS, to S3 by s3a, or to a local disk, and copy it from there)");
    }
    SealedDirectory.requireFree(target);
  }

  private static String scheme(Location target) {
    return target.path().toUri().getScheme();
  }

  /** There is something of this name. */
  static FileAlreadyExistsException taken(Location target) {
    return new FileAlreadyExistsException(
        target.path() + " exists already (remove it, or name another place)");
  }

  /**
   * Makes sure that a directory could be written, by making one beside it, which is removed. Where
   * its parents are missing, the nearest that is there is tried.
   *
   * @throws IOException with a message for people, as {@link #requireFree}, or if the file system
   *     refuses
   */
  static void requireWritable(Location target) throws IOException {
    requireFree(target);
    Path parent = target.path().getParent();
    try {
      while (!isThere(target.files(), parent)) {
        parent = parent.getParent();
      }
      Path probe = new Path(parent, prefix(target) + UUID.randomUUID());
      target.files().mkdir(probe, FsPermission.getDirDefault(), false);
      target.files().delete(probe, true);
    } catch (IOException e) {
      throw new IOException(
          "cannot write "
              + target.path()
              + ": nothing can be made in "
              + parent
              + ": "
              + new Reason(e).text()
              + " (check that it is a directory, and that this user may write there, or name"
              + " another place)",
          e);
    }
  }

  private static boolean isThere(FileContext files, Path path) throws IOException {
    return path.getParent() == null || files.util().exists(path);
  }

  /** What names of hidden files beside a directory begin with. */
  static String prefix(Location target) {
    return "." + target.path().getName() + ".unfinished-";
  }

  /**
   * Begins to write a directory; its parents are made where they are missing.
   *
   * @throws IOException as {@link #requireFree}, or if the file system refuses
   */
  static WholeDirectory begin(Location target) throws IOException {
    requireFree(target);
    return RENAMING.contains(scheme(target))
        ? RenamedDirectory.begin(target)
        : SealedDirectory.begin(target);
  }

  /** Where the content is to be written: a directory that need not exist yet. */
  Path content();

  /**
   * What the names of all files must begin with, where they are written under their final names;
   * empty where any names will do. Such files must come to be as a whole and last, as a committer
   * of the object store makes them.
   */
  Optional<String> sign();

  /**
   * Makes the directory a whole one.
   *
   * @throws IOException if somebody else has written the directory, or has begun to, meanwhile; or
   *     if the file system refuses
   */
  void publish() throws IOException;

  /** Removes all, if it was not published. */
  @Override
  void close() throws IOException;
}
