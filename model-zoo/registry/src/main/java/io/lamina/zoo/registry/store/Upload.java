package io.lamina.zoo.registry.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** What is to become a numbered directory. */
public interface Upload {
  /** Letters, digits and dashes; no other upload has it. */
  String id();

  /** Writes all files, and seals the draft. */
  void writeTo(Draft draft) throws IOException;

  /**
   * Whether a numbered directory is this upload, by what it was sealed with.
   *
   * @throws IOException if that cannot be told
   */
  boolean isAt(Path directory) throws IOException;
}
