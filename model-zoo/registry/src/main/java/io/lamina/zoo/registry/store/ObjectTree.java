package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/**
 * An object store. Hadoop keeps one client for each store and user. (A {@link HadoopTree} of such a
 * store would have a client of its own, whose threads and connections nobody could end.)
 *
 * @param files what Hadoop gives access with
 */
record ObjectTree(FileSystem files) implements FileTree {
  ObjectTree {
    requireNonNull(files, "files is null");
  }

  @Override
  public List<StoredItem> list(Path directory) throws IOException {
    if (!isDirectory(directory)) {
      return List.of();
    }
    try {
      return Stream.of(files.listStatus(directory)).map(ObjectTree::item).toList();
    } catch (FileNotFoundException gone) {
      // Between the question and the list, the last object was removed.
      return List.of();
    }
  }

  private static StoredItem item(FileStatus status) {
    return new StoredItem(
        status.getPath().getName(),
        status.isDirectory(),
        Instant.ofEpochMilli(status.getModificationTime()));
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return files.open(file);
  }

  @Override
  public long write(Path file, boolean replaces, WholeFile.Content content) throws IOException {
    try (FSDataOutputStream out = files.create(file, replaces)) {
      content.writeTo(out);
      return out.getPos();
    } catch (IOException e) {
      discard(file, e);
      throw e;
    }
  }

  /** An object comes to be when its stream is closed, also where its content was cut off. */
  private void discard(Path file, IOException failure) {
    try {
      delete(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    files.mkdirs(directory);
  }

  @Override
  public void delete(Path path) throws IOException {
    files.delete(path, true);
  }

  @Override
  public Instant modified(Path file) throws IOException {
    return Instant.ofEpochMilli(files.getFileStatus(file).getModificationTime());
  }

  @Override
  public boolean isDirectory(Path path) throws IOException {
    try {
      if (!files.getFileStatus(path).isDirectory()) {
        throw new ParentNotDirectoryException(path + " is a file, not a directory");
      }
      return true;
    } catch (FileNotFoundException absent) {
      Path parent = path.getParent();
      if (parent != null) {
        isDirectory(parent);
      }
      return false;
    }
  }
}
