package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * Object stores of Hadoop, such as S3A since Hadoop 3.4.2, that create an object only where there
 * is none: the request carries the condition, and the store refuses it.
 *
 * @param files the file system
 */
record HadoopCondition(FileSystem files) implements ConditionalCreate {
  /** The option, and the capability of the same name. */
  static final String OPTION = "fs.option.create.conditional.overwrite";

  HadoopCondition {
    requireNonNull(files, "files is null");
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).overwrite(true).recursive();
    builder.must(OPTION, true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(content);
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (AccessControlException refused) {
      throw refused;
    } catch (IOException e) {
      return isCreated(file, e);
    }
    return true;
  }

  /**
   * The refusal of a condition is one more error, of a class that only the store's client knows. If
   * the file is there, whoever made it, a late request can change nothing any more.
   *
   * @return false
   * @throws OutcomeUnknownException if the file is not there
   */
  private boolean isCreated(Path file, IOException failure) throws OutcomeUnknownException {
    OutcomeUnknownException unknown = new OutcomeUnknownException(failure);
    try {
      if (files.exists(file)) {
        return false;
      }
    } catch (IOException e) {
      unknown.addSuppressed(e);
    }
    throw unknown;
  }
}
