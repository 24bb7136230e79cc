package io.lamina.zoo.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Path;

/**
 * A file on a Hadoop file system that is written as a whole: what cannot be written to its end is
 * removed.
 */
public record WholeFile(FileContext files, Path path) {
  public WholeFile {
    requireNonNull(files, "files is null");
    requireNonNull(path, "path is null");
  }

  /** Writes a file's content, and may leave the stream open. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file, in directories that are made where they are missing, and brings it to the
   * disk.
   *
   * @param flags whether it may be there already
   * @return its bytes
   * @throws NoSpaceException if there is less space than the content takes
   */
  public long write(EnumSet<CreateFlag> flags, Content content) throws IOException {
    MeasuredOutput out = new MeasuredOutput(files.create(path, flags, CreateOpts.createParent()));
    try (out) {
      content.writeTo(out);
      out.finish();
    } catch (IOException e) {
      throw NoSpaceException.or(e, out.bytes(), freeWithout(e));
    }
    return out.bytes();
  }

  private long freeWithout(IOException failure) {
    try {
      files.delete(path, false);
      return files.getFsStatus(path.getParent()).getRemaining();
    } catch (IOException e) {
      failure.addSuppressed(e);
      return Long.MAX_VALUE; // not known
    }
  }
}
