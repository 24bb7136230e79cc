package io.lamina.zoo.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A directory of an object store, whose objects have their final names from the beginning, and
 * which is whole when it is sealed. Until then a claim is in it, which says who writes. Of two
 * writers the later one takes the claim over, and the earlier fails when it would seal; the later
 * one fails too if it finds objects of the earlier.
 */
final class SealedDirectory implements WholeDirectory {
  static final String SCHEME = "s3a";

  /** Whether S3A can keep what is written from sight until it is committed. */
  private static final String COMMITS = "fs.s3a.capability.magic.committer";

  /** Names that begin like this are passed over by readers. */
  private static final String HIDDEN = "_";

  private static final String CLAIM = "_WRITING";

  private final FileContext files;
  private final Path target;
  private final String sign;
  private boolean published;

  private SealedDirectory(Location target, String sign) {
    this.files = target.files();
    this.target = target.path();
    this.sign = sign;
  }

  /** What a writer left that was killed is free. */
  static void requireFree(Location target) throws IOException {
    FileContext files = target.files();
    if (!files.hasPathCapability(target.path(), COMMITS)) {
      throw new IOException(
          "cannot write "
              + target.path()
              + ": this S3A cannot keep files from sight until all are written (set"
              + " fs.s3a.committer.magic.enabled to true)");
    }
    if (isThere(files, new Path(target.path(), SEAL))
        || (!isThere(files, new Path(target.path(), CLAIM)) && holdsAny(target))) {
      throw WholeDirectory.taken(target);
    }
  }

  private static boolean isThere(FileContext files, Path path) throws IOException {
    return files.util().exists(path);
  }

  private static boolean holdsAny(Location target) throws IOException {
    try {
      return target.files().getFileStatus(target.path()).isFile()
          || target.files().listStatus(target.path()).hasNext();
    } catch (FileNotFoundException absent) {
      return false;
    }
  }

  static SealedDirectory begin(Location target) throws IOException {
    target.files().delete(target.path(), true);
    String sign = UUID.randomUUID().toString();
    new WholeFile(target.files(), new Path(target.path(), CLAIM))
        .write(
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            out -> out.write(sign.getBytes(UTF_8)));
    return new SealedDirectory(target, sign);
  }

  @Override
  public Path content() {
    return target;
  }

  @Override
  public Optional<String> sign() {
    return Optional.of(sign);
  }

  @Override
  public void publish() throws IOException {
    if (!isMine() || holdsOthers()) {
      throw new IOException(
          "another process has begun to write " + target + " meanwhile (let one of them do it)");
    }
    new WholeFile(files, new Path(target, SEAL)).write(EnumSet.of(CreateFlag.CREATE), out -> {});
    published = true;
    files.delete(new Path(target, CLAIM), false);
  }

  private boolean isMine() throws IOException {
    try (InputStream in = files.open(new Path(target, CLAIM))) {
      return new String(in.readAllBytes(), UTF_8).equals(sign);
    } catch (FileNotFoundException removed) {
      return false;
    }
  }

  private boolean holdsOthers() throws IOException {
    RemoteIterator<FileStatus> all = files.listStatus(target);
    while (all.hasNext()) {
      String name = all.next().getPath().getName();
      if (!name.startsWith(sign) && !name.startsWith(HIDDEN)) {
        return true;
      }
    }
    return false;
  }

  /** Leaves what belongs to whoever has taken over. */
  @Override
  public void close() throws IOException {
    if (!published && isMine()) {
      files.delete(target, true);
    }
  }
}
