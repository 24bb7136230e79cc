package io.lamina.zoo.storage;

import io.lamina.zoo.reason.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A directory that is filled in a hidden place beside its own, and then appears whole, by one
 * rename. What a writer that was killed has left, the next writer of the same directory removes.
 * Two writers of one directory do not mix: the later one takes the place of the earlier, which
 * fails. Used by one thread.
 */
public final class WholeDirectory implements AutoCloseable {
  /** File systems that rename a directory in one step. */
  private static final Set<String> RENAMING = Set.of("file", "hdfs", "viewfs");

  private static final String CONTENT = "content";

  /** As long as it is there, nobody else has taken over. */
  private static final String OWNER = "owner";

  private final FileContext files;
  private final Path target;
  private final Path hidden;

  private WholeDirectory(Location target, Path hidden) {
    this.files = target.files();
    this.target = target.path();
    this.hidden = hidden;
  }

  /**
   * Makes sure that a directory could be written: that there is nothing of its name. Writes
   * nothing.
   *
   * @throws IOException with a message for people, if there is, or if the file system renames no
   *     directory in one step
   */
  public static void requireFree(Location target) throws IOException {
    String scheme = target.path().toUri().getScheme();
    if (!RENAMING.contains(scheme)) {
      throw new IOException(
          "cannot write "
              + target.path()
              + ": the file system '"
              + scheme
              + "' does not rename a directory in one step, so readers would see a part of it"
              + " (write to HDFS or to a local disk, and copy it from there)");
    }
    if (target.path().getParent() == null || target.files().util().exists(target.path())) {
      throw new FileAlreadyExistsException(
          target.path() + " exists already (remove it, or name another place)");
    }
  }

  /**
   * Makes sure that a directory could be written, by making one beside it, which is removed. Where
   * its parents are missing, the nearest that is there is tried.
   *
   * @throws IOException with a message for people, as {@link #requireFree}, or if the file system
   *     refuses
   */
  public static void requireWritable(Location target) throws IOException {
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

  /**
   * Begins to write a directory; its parents are made where they are missing.
   *
   * @throws IOException as {@link #requireFree}, or if the file system refuses
   */
  public static WholeDirectory begin(Location target) throws IOException {
    requireFree(target);
    removeLeftovers(target);
    String name = prefix(target) + UUID.randomUUID();
    Path hidden = new Path(target.path().getParent(), name);
    target.files().mkdir(hidden, FsPermission.getDirDefault(), true);
    target.files().deleteOnExit(hidden);
    new WholeFile(target.files(), new Path(hidden, OWNER))
        .write(EnumSet.of(CreateFlag.CREATE), out -> {});
    return new WholeDirectory(target, hidden);
  }

  private static String prefix(Location target) {
    return "." + target.path().getName() + ".unfinished-";
  }

  private static void removeLeftovers(Location target) throws IOException {
    for (FileStatus beside : beside(target)) {
      if (beside.getPath().getName().startsWith(prefix(target))) {
        target.files().delete(beside.getPath(), true);
      }
    }
  }

  private static List<FileStatus> beside(Location target) throws IOException {
    try {
      return Arrays.asList(target.files().util().listStatus(target.path().getParent()));
    } catch (FileNotFoundException absent) {
      return List.of();
    }
  }

  /** Where the content is to be written: a directory that does not exist yet. */
  public Path content() {
    return new Path(hidden, CONTENT);
  }

  /**
   * Gives the content its name.
   *
   * @throws IOException if somebody else has written the directory, or has begun to, meanwhile; or
   *     if the file system refuses
   */
  public void publish() throws IOException {
    if (!files.util().exists(new Path(hidden, OWNER))) {
      throw new IOException(
          "another process has begun to write " + target + " meanwhile (let one of them do it)");
    }
    move(content(), target);
  }

  private void move(Path from, Path to) throws IOException {
    if ("file".equals(to.toUri().getScheme())) {
      // Hadoop looks first and renames after, and copies where that fails.
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      files.rename(from, to, Options.Rename.NONE);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** Removes what is hidden: all, if it was not published. */
  @Override
  public void close() throws IOException {
    files.delete(hidden, true);
  }
}
