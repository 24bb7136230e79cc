package io.lamina.zoo.registry.store;

import io.lamina.zoo.storage.WholeFile;
import java.io.IOException;

/** A directory that is being filled, which no reader takes for a whole one. */
public interface Draft {
  /** The name of the file that makes a directory a whole one. */
  String SEAL = "MANIFEST.json";

  /**
   * Writes a file, and brings it to the disk.
   *
   * @return its bytes
   */
  long write(String name, WholeFile.Content content) throws IOException;

  /**
   * Writes the file that makes the directory a whole one, as the last of its files.
   *
   * @throws OutcomeUnknownException if it may be there, or may still come to be
   */
  void seal(byte[] content) throws IOException;
}
