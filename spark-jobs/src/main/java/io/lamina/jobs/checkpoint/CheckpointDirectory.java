package io.lamina.jobs.checkpoint;

import io.lamina.zoo.storage.Location;
import io.lamina.zoo.storage.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A directory on a Hadoop file system whose files appear whole: each is written aside, brought to
 * the disk and renamed.
 */
final class CheckpointDirectory {
  private static final String ASIDE = ".writing-";

  private final FileContext files;
  private final Path root;

  private CheckpointDirectory(FileContext files, Path root) {
    this.files = files;
    this.root = root;
  }

  static CheckpointDirectory at(String location, Configuration configuration) throws IOException {
    Location place = Location.of(location, configuration);
    return new CheckpointDirectory(place.files(), place.path());
  }

  /** A directory in it, which may not exist yet. */
  CheckpointDirectory child(String name) {
    return new CheckpointDirectory(files, new Path(root, name));
  }

  /** What reads a file of so many bytes. */
  interface Reading<T> {
    T from(InputStream in, long length) throws IOException;
  }

  /** Makes sure that files can be made, renamed and removed in it, and leaves none. */
  void probe() throws IOException {
    boolean fresh = !files.util().exists(root);
    Path probe = new Path(root, ASIDE + "probe");
    files
        .create(
            probe,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            Options.CreateOpts.createParent())
        .close();
    Path renamed = new Path(root, ASIDE + "renamed-probe");
    files.rename(probe, renamed, Options.Rename.OVERWRITE);
    files.delete(renamed, false);
    if (fresh) {
      files.delete(root, false);
    }
  }

  void write(String name, WholeFile.Content content) throws IOException {
    Path aside = new Path(root, ASIDE + name);
    new WholeFile(files, aside).write(EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), content);
    files.rename(aside, new Path(root, name), Options.Rename.OVERWRITE);
  }

  <T> T read(String name, Reading<T> reading) throws IOException {
    Path file = new Path(root, name);
    try (InputStream in = files.open(file)) {
      return reading.from(in, files.getFileStatus(file).getLen());
    }
  }

  /**
   * The names of its files, in order, without those that are being written; none if it is not
   * there.
   */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.util().listStatus(root)) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException absent) {
      return List.of();
    }
    names.removeIf(name -> name.startsWith(ASIDE));
    names.sort(null);
    return names;
  }

  void delete(String name) throws IOException {
    files.delete(new Path(root, name), true);
  }

  /** Removes it with all that is in it. */
  void delete() throws IOException {
    files.delete(root, true);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
