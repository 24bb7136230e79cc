package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.WholeFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * For file systems that give a file or a directory another name at once: what is to be created is
 * written under a hidden name beside its place, and moved there.
 *
 * @param tree where files are written
 * @param mover gives them their names
 */
record CreationByRename(FileTree tree, Move mover) implements Creation {
  /** Of directories that become numbered ones. */
  private static final String STAGING = ".staging-";

  private static final String FILE = ".new-";
  private static final String REMOVED = ".removed-";
  private static final List<String> HIDDEN = List.of(STAGING, FILE, REMOVED, Leftover.CLOCK);

  CreationByRename {
    requireNonNull(tree, "tree is null");
    requireNonNull(mover, "mover is null");
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    Path hidden = hidden(file.getParent(), FILE);
    tree.write(hidden, false, out -> out.write(content));
    boolean created;
    try {
      created = mover.move(hidden, file);
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (IOException e) {
      discard(hidden, e);
      throw e;
    }
    if (!created) {
      discard(hidden, new IOException(file + " is there"));
    }
    return created;
  }

  @Override
  public int publish(Path model, int first, Upload upload) throws IOException {
    Path staging = hidden(model, STAGING);
    try {
      tree.makeDirectory(staging);
      upload.writeTo(new StagedDraft(tree, staging));
    } catch (IOException | RuntimeException | Error e) {
      discard(staging, e);
      throw e;
    }
    try {
      return number(model, first, upload, staging);
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (IOException e) {
      if (!discard(staging, e)) {
        // It is whole, so whoever settles will publish it.
        throw new OutcomeUnknownException(e);
      }
      throw e;
    }
  }

  @Override
  public int finish(Path model, int first, Upload upload, Leftover leftover) throws IOException {
    return number(model, first, upload, leftover.path());
  }

  private int number(Path model, int first, Upload upload, Path staging) throws IOException {
    int number = first;
    while (!isNamed(upload, staging, Numbers.directory(model, number))) {
      number++;
    }
    return number;
  }

  /** Whether the upload has this name now; false if it is another's. */
  private boolean isNamed(Upload upload, Path staging, Path target) throws IOException {
    boolean moved;
    try {
      moved = mover.move(staging, target);
    } catch (OutcomeUnknownException e) {
      return isAt(upload, target, e);
    }
    return moved || isAt(upload, target, new OutcomeUnknownException(taken(target)));
  }

  private static IOException taken(Path target) {
    return new IOException(target + " is there, and cannot be read");
  }

  /** Whose a name is that may be this upload's. */
  private boolean isAt(Upload upload, Path target, OutcomeUnknownException unknown)
      throws IOException {
    try {
      if (upload.isAt(target)) {
        return true;
      }
      if (tree.isDirectory(target)) {
        return false;
      }
    } catch (IOException e) {
      unknown.addSuppressed(e);
    }
    throw unknown;
  }

  @Override
  public void remove(Path directory) throws IOException {
    Path hidden = hidden(directory.getParent(), REMOVED);
    if (!mover.move(directory, hidden)) {
      throw new IOException(hidden + " is in the way");
    }
    tree.delete(hidden);
  }

  /** Whatever has a number is whole, or gone. */
  @Override
  public boolean isUnfinished(List<StoredItem> items) {
    return items.isEmpty();
  }

  @Override
  public List<Leftover> leftovers(Path directory) throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (StoredItem item : tree.list(directory)) {
      if (HIDDEN.stream().anyMatch(item.name()::startsWith)) {
        found.add(leftover(new Path(directory, item.name()), item));
      }
    }
    return found;
  }

  private Leftover leftover(Path path, StoredItem item) throws IOException {
    Instant newest = item.modified();
    boolean sealed = false;
    if (item.directory()) {
      for (StoredItem file : tree.list(path)) {
        newest = file.modified().isAfter(newest) ? file.modified() : newest;
        sealed |= file.name().equals(Draft.SEAL);
      }
    }
    return new Leftover(path, newest, sealed && item.name().startsWith(STAGING));
  }

  /** Makes and moves a file and a directory. */
  @Override
  public void requireWritable(Path directory) throws IOException {
    Path probe = hidden(directory, STAGING);
    tree.makeDirectory(probe);
    try {
      create(new Path(probe, "probe"), new byte[] {'x'});
      Path moved = hidden(directory, STAGING);
      if (!mover.move(probe, moved)) {
        throw new IOException(moved + " is in the way");
      }
      probe = moved;
    } finally {
      tree.delete(probe);
    }
  }

  private static Path hidden(Path parent, String prefix) {
    return new Path(parent, prefix + UUID.randomUUID());
  }

  /**
   * After an answer that is a no, what was written is of no use. What cannot be removed is swept
   * later.
   */
  private boolean discard(Path hidden, Throwable answer) {
    try {
      tree.delete(hidden);
      return true;
    } catch (IOException e) {
      answer.addSuppressed(e);
      return false;
    }
  }

  /** Files of a hidden directory. */
  private record StagedDraft(FileTree tree, Path directory) implements Draft {
    @Override
    public long write(String name, WholeFile.Content content) throws IOException {
      return tree.write(new Path(directory, name), false, content);
    }

    @Override
    public void seal(byte[] content) throws IOException {
      write(SEAL, out -> out.write(content));
    }
  }
}
