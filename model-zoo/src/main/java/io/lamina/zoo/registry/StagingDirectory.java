package io.lamina.zoo.registry;

import io.lamina.zoo.storage.WholeFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** A hidden directory that is filled, then moved to its place; closing removes it if it was not. */
final class StagingDirectory implements AutoCloseable {
  private final FileContext files;
  private final DirectoryMove move;
  private Path path;
  private boolean moved;

  /** Makes it, and the parent where that is missing. */
  StagingDirectory(FileContext files, DirectoryMove move, Path parent) throws IOException {
    this.files = files;
    this.move = move;
    this.path = new Path(parent, ".staging-" + UUID.randomUUID());
    files.mkdir(path, FsPermission.getDirDefault(), true);
  }

  /** Writes a file, and brings it to the disk. */
  PublishedFile write(ArtifactFile file) throws IOException {
    Sha256 written = write(file.name(), file.content());
    return new PublishedFile(file.name(), written.bytes(), written.hex());
  }

  /** Writes the manifest, and brings it to the disk. */
  void write(Manifest manifest) throws IOException {
    byte[] json = manifest.toJson();
    write(Manifest.NAME, out -> out.write(json));
  }

  private Sha256 write(String name, ArtifactFile.Content content) throws IOException {
    MessageDigest digest = Sha256.start();
    WholeFile file = new WholeFile(files, new Path(path, name));
    try {
      long bytes =
          file.write(
              EnumSet.of(CreateFlag.CREATE),
              out -> {
                OutputStream digested =
                    new BufferedOutputStream(new DigestOutputStream(out, digest), 1 << 16);
                content.writeTo(new Unclosed(digested));
                digested.flush();
              });
      return new Sha256(bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new IOException("writing " + name + ": " + e.getMessage(), e);
    }
  }

  /** Gives it another hidden name beside its own. */
  void rename() throws IOException {
    Path other = path.suffix("-renamed");
    move.move(path, other);
    path = other;
  }

  /**
   * Moves the directory, at once.
   *
   * @return false if the name is taken, and the directory is where it was
   */
  boolean moveTo(Path target) throws IOException {
    try {
      move.move(path, target);
      moved = true;
    } catch (IOException e) {
      if (!files.util().exists(target)) {
        throw e;
      }
      // A move that was done, but whose answer got lost, fails too.
      moved = !files.util().exists(path);
    }
    return moved;
  }

  @Override
  public void close() throws IOException {
    if (!moved) {
      files.delete(path, true);
    }
  }

  /** Keeps those who close what they write to from closing what is not theirs. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
