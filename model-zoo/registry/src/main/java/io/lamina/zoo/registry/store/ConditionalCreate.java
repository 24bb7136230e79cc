package io.lamina.zoo.registry.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Creates a file where there is none, decided by the store when the content has arrived. */
@FunctionalInterface
interface ConditionalCreate {
  /**
   * Creates a file, unless there is one of its name.
   *
   * @return false if there was one, perhaps from an earlier try of this very call whose answer got
   *     lost
   * @throws OutcomeUnknownException if it may be there, or may still come to be
   * @throws IOException if it was not created and will not be
   */
  boolean create(Path file, byte[] content) throws IOException;
}
