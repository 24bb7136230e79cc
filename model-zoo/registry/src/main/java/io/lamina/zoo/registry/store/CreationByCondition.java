package io.lamina.zoo.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * For object stores, which cannot rename but can create an object where there is none. Whoever
 * creates the file {@value #CLAIM} of a numbered directory owns the number, and writes the
 * directory's files under their final names; the last makes it a whole one.
 *
 * @param tree where files are written
 * @param condition creates the files that decide
 */
record CreationByCondition(FileTree tree, ConditionalCreate condition) implements Creation {
  private static final String CLAIM = "CLAIM";
  private static final String PROBE = ".probe-";

  CreationByCondition {
    requireNonNull(tree, "tree is null");
    requireNonNull(condition, "condition is null");
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    return condition.create(file, content);
  }

  @Override
  public int publish(Path model, int first, Upload upload) throws IOException {
    int number = first;
    while (!isClaimed(Numbers.directory(model, number), upload.id())) {
      number++;
    }
    Path directory = Numbers.directory(model, number);
    try {
      upload.writeTo(new ClaimedDraft(directory));
    } catch (OutcomeUnknownException e) {
      if (!isAt(upload, directory, e)) {
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      discard(directory, e);
      throw e;
    }
    return number;
  }

  private static boolean isAt(Upload upload, Path directory, OutcomeUnknownException unknown) {
    try {
      return upload.isAt(directory);
    } catch (IOException e) {
      unknown.addSuppressed(e);
      return false;
    }
  }

  /** Whether the number is this upload's; a lost answer is read back. */
  private boolean isClaimed(Path directory, String id) throws IOException {
    Path claim = new Path(directory, CLAIM);
    try {
      return condition.create(claim, id.getBytes(UTF_8)) || id.equals(claimant(claim));
    } catch (OutcomeUnknownException e) {
      String claimant = claimant(claim, e);
      if (claimant.isEmpty()) {
        // Nothing was written but perhaps a claim, which is swept with what killed writers left.
        throw new IOException(e.getMessage(), e);
      }
      return claimant.equals(id);
    }
  }

  private String claimant(Path claim, OutcomeUnknownException unknown) {
    try {
      return claimant(claim);
    } catch (IOException e) {
      unknown.addSuppressed(e);
      return "";
    }
  }

  /** Who has a number; empty if its claim is gone again. */
  private String claimant(Path claim) throws IOException {
    try (InputStream in = tree.open(claim)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (FileNotFoundException gone) {
      return "";
    }
  }

  /** Nothing that lacks its seal can be finished by others: nobody knows which files it lacks. */
  @Override
  public int finish(Path model, int first, Upload upload, Leftover leftover) throws IOException {
    throw new IOException(leftover.path() + " is not whole");
  }

  @Override
  public void remove(Path directory) throws IOException {
    tree.delete(new Path(directory, Draft.SEAL));
    for (StoredItem item : tree.list(directory)) {
      if (!item.name().equals(CLAIM)) {
        tree.delete(new Path(directory, item.name()));
      }
    }
    tree.delete(directory);
  }

  /** The claim comes first and goes last. */
  @Override
  public boolean isUnfinished(List<StoredItem> items) {
    return items.isEmpty() || items.stream().anyMatch(item -> item.name().equals(CLAIM));
  }

  @Override
  public List<Leftover> leftovers(Path directory) throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (StoredItem item : tree.list(directory)) {
      Path path = new Path(directory, item.name());
      if (item.name().startsWith(PROBE) || item.name().startsWith(Leftover.CLOCK)) {
        found.add(new Leftover(path, item.modified(), false));
      } else if (item.directory() && Numbers.number(item.name()).isPresent()) {
        unfinished(path, found);
      }
    }
    return found;
  }

  private void unfinished(Path directory, List<Leftover> found) throws IOException {
    List<StoredItem> items = tree.list(directory);
    boolean sealed = items.stream().anyMatch(item -> item.name().equals(Draft.SEAL));
    if (!sealed && !items.isEmpty() && isUnfinished(items)) {
      Instant newest = items.stream().map(StoredItem::modified).reduce(Instant.MIN, this::later);
      found.add(new Leftover(directory, newest, false));
    }
  }

  private Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void requireWritable(Path directory) throws IOException {
    Path probe = new Path(directory, PROBE + UUID.randomUUID());
    try {
      if (!create(probe, new byte[] {'x'}) || create(probe, new byte[] {'y'})) {
        throw new IOException("the store replaced a file that it was told to keep");
      }
    } finally {
      tree.delete(probe);
    }
  }

  /** After a failure that is an answer, what was written is of no use. */
  private void discard(Path directory, Throwable failure) {
    try {
      remove(directory);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Files under their final names. */
  private final class ClaimedDraft implements Draft {
    private final Path directory;

    ClaimedDraft(Path directory) {
      this.directory = directory;
    }

    @Override
    public long write(String name, WholeFile.Content content) throws IOException {
      // Only who has the claim writes here.
      return tree.write(new Path(directory, name), true, content);
    }

    @Override
    public void seal(byte[] content) throws IOException {
      if (!condition.create(new Path(directory, SEAL), content)) {
        throw new OutcomeUnknownException(
            new IOException(new Path(directory, SEAL) + " is there already"));
      }
    }
  }
}
