package io.lamina.zoo.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A directory that is filled in a hidden place beside its own, and then appears whole, by one
 * rename. Two writers of one directory do not mix: the later one takes the place of the earlier,
 * which fails.
 */
final class RenamedDirectory implements WholeDirectory {
  private static final String CONTENT = "content";

  /** As long as it is there, nobody else has taken over. */
  private static final String OWNER = "owner";

  private final FileContext files;
  private final Path target;
  private final Path hidden;

  private RenamedDirectory(Location target, Path hidden) {
    this.files = target.files();
    this.target = target.path();
    this.hidden = hidden;
  }

  static void requireFree(Location target) throws IOException {
    if (target.files().util().exists(target.path())) {
      throw WholeDirectory.taken(target);
    }
  }

  static RenamedDirectory begin(Location target) throws IOException {
    requireFree(target);
    removeLeftovers(target);
    String name = WholeDirectory.prefix(target) + UUID.randomUUID();
    Path hidden = new Path(target.path().getParent(), name);
    target.files().mkdir(hidden, FsPermission.getDirDefault(), true);
    target.files().deleteOnExit(hidden);
    new WholeFile(target.files(), new Path(hidden, OWNER))
        .write(EnumSet.of(CreateFlag.CREATE), out -> {});
    return new RenamedDirectory(target, hidden);
  }

  private static void removeLeftovers(Location target) throws IOException {
    for (FileStatus beside : beside(target)) {
      if (beside.getPath().getName().startsWith(WholeDirectory.prefix(target))) {
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

  @Override
  public Path content() {
    return new Path(hidden, CONTENT);
  }

  @Override
  public Optional<String> sign() {
    return Optional.empty();
  }

  @Override
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

  @Override
  public void close() throws IOException {
    files.delete(hidden, true);
  }
}
