package io.lamina.zoo.registry.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Gives a file or a directory another name, at once, and never replaces or nests. */
@FunctionalInterface
interface Move {
  /**
   * Moves a file or a directory, unless the name is taken.
   *
   * @return false if the name was taken, perhaps by an earlier try of this very move whose answer
   *     got lost
   * @throws OutcomeUnknownException if it may have been done, or may still be
   * @throws IOException if it was not done and will not be
   */
  boolean move(Path from, Path to) throws IOException;
}
