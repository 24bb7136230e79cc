package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.store.Draft;
import io.lamina.zoo.registry.store.FileTree;
import io.lamina.zoo.registry.store.Upload;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** A version on its way into the registry; used once. */
final class VersionUpload implements Upload {
  private final String id;
  private final Map<String, Object> summary;
  private final List<ArtifactFile> files;
  private final FileTree tree;
  private final Clock clock;
  private Manifest manifest;

  /**
   * @param id of the publication
   * @param summary what listings shall say about it
   * @param files its files, in their order
   * @param tree where it is read back
   * @param clock says when it was published
   */
  VersionUpload(
      String id,
      Map<String, Object> summary,
      List<ArtifactFile> files,
      FileTree tree,
      Clock clock) {
    this.id = requireNonNull(id, "id is null");
    this.summary = Manifest.plain(summary);
    this.files = List.copyOf(files);
    this.tree = requireNonNull(tree, "tree is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public String id() {
    return id;
  }

  /** What the version says about itself, once it was written. */
  Manifest manifest() {
    return requireNonNull(manifest, "nothing was written yet");
  }

  @Override
  public void writeTo(Draft draft) throws IOException {
    List<PublishedFile> written = new ArrayList<>();
    for (ArtifactFile file : files) {
      written.add(write(draft, file));
    }
    manifest = new Manifest(id, clock.instant(), summary, written);
    draft.seal(manifest.toJson());
  }

  private static PublishedFile write(Draft draft, ArtifactFile file) throws IOException {
    MessageDigest digest = Sha256.start();
    try {
      long bytes =
          draft.write(
              file.name(),
              out -> {
                OutputStream digested =
                    new BufferedOutputStream(new DigestOutputStream(out, digest), 1 << 16);
                file.content().writeTo(new Unclosed(digested));
                digested.flush();
              });
      return new PublishedFile(file.name(), bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new IOException("writing " + file.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isAt(Path directory) throws IOException {
    try (InputStream in = tree.open(new Path(directory, Manifest.NAME))) {
      return Manifest.parse(in.readAllBytes()).id().equals(id);
    } catch (FileNotFoundException absent) {
      return false;
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
