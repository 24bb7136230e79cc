package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A file system of Hadoop.
 *
 * @param files what Hadoop gives access with
 */
record HadoopTree(FileContext files) implements FileTree {
  HadoopTree {
    requireNonNull(files, "files is null");
  }

  @Override
  public List<StoredItem> list(Path directory) throws IOException {
    if (!isDirectory(directory)) {
      return List.of();
    }
    List<StoredItem> items = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> statuses = files.listStatus(directory);
      while (statuses.hasNext()) {
        items.add(item(statuses.next()));
      }
    } catch (FileNotFoundException moved) {
      // Between the question and the list, somebody gave the directory another name.
      return List.of();
    }
    return items;
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
    EnumSet<CreateFlag> flags =
        replaces
            ? EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE)
            : EnumSet.of(CreateFlag.CREATE);
    return new WholeFile(files, file).write(flags, content);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    files.mkdir(directory, FsPermission.getDirDefault(), true);
  }

  @Override
  public void delete(Path path) throws IOException {
    try {
      files.delete(path, true);
    } catch (FileNotFoundException gone) {
      // somebody else removed it
    }
  }

  @Override
  public Instant modified(Path file) throws IOException {
    return Instant.ofEpochMilli(files.getFileStatus(file).getModificationTime());
  }

  @Override
  public boolean isDirectory(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && !isDirectory(parent)) {
      return false;
    }
    try {
      if (!files.getFileStatus(path).isDirectory()) {
        throw new ParentNotDirectoryException(path + " is a file, not a directory");
      }
      return true;
    } catch (FileNotFoundException absent) {
      return false;
    }
  }
}
