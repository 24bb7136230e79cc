package io.lamina.zoo.registry.store;

import io.lamina.zoo.storage.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Files and directories, as every file system has them. Nothing here decides between writers: that
 * is what a {@link Creation} is for. Any number of threads may use it.
 */
public interface FileTree {
  /** What is in a directory, in any order; nothing if the directory does not exist. */
  List<StoredItem> list(Path directory) throws IOException;

  /**
   * Opens a file; the caller closes it.
   *
   * @throws java.io.FileNotFoundException if there is no such file
   */
  InputStream open(Path file) throws IOException;

  /**
   * Writes a file to its end, in directories that are made where they are missing, and brings it to
   * the disk. What cannot be written to its end is removed.
   *
   * @param replaces whether the file may be there already
   * @return its bytes
   */
  long write(Path file, boolean replaces, WholeFile.Content content) throws IOException;

  /** Makes a directory, and those above it. It may be there. */
  void makeDirectory(Path directory) throws IOException;

  /** Removes a file, or a directory with all that is in it. It may be missing. */
  void delete(Path path) throws IOException;

  /** When a file was last written, by the clock of the file system. */
  Instant modified(Path file) throws IOException;

  /** Whether there is a directory; a file in its place, or above it, is an error that names it. */
  boolean isDirectory(Path path) throws IOException;
}
