package io.lamina.zoo.registry.store;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Creates files and numbered directories under names that were free. Where several writers want a
 * name, the file system decides who has it: nothing here looks first and writes after. Any number
 * of threads and processes may use it.
 */
public interface Creation {
  /**
   * Creates a file, whole and on the disk, unless there is one of its name.
   *
   * @return false if there was, perhaps from an earlier try of this very call whose answer got lost
   * @throws OutcomeUnknownException if it may be there, or may still come to be
   * @throws IOException if it was not created and will not be
   */
  boolean create(Path file, byte[] content) throws IOException;

  /**
   * Publishes an upload as a numbered directory, {@code v1}, {@code v2}, …: whole for every reader,
   * or not there.
   *
   * @param model the directory of the numbered ones; made where it is missing
   * @param first the number to try first; where it is taken the next, and so on
   * @return the number
   * @throws OutcomeUnknownException if it may be there, or may still come to be; nothing was
   *     cleaned up
   * @throws IOException if it is not there and will not be; what was written of it was removed, as
   *     far as that could be done
   */
  int publish(Path model, int first, Upload upload) throws IOException;

  /**
   * Publishes what an upload left behind whole, as {@link #publish} would have done.
   *
   * @param leftover of the upload, see {@link Leftover#whole}
   */
  int finish(Path model, int first, Upload upload, Leftover leftover) throws IOException;

  /**
   * Removes a numbered directory: at no moment does a reader take a part of it for a whole one. The
   * number must not be the highest, or it would be given again.
   */
  void remove(Path directory) throws IOException;

  /**
   * Whether a numbered directory that has no seal is one that is still being filled, or that is
   * being removed.
   *
   * @param items what was in it at one moment
   */
  boolean isUnfinished(List<StoredItem> items);

  /** What writers that ended early left in a directory, or are still at work on. */
  List<Leftover> leftovers(Path directory) throws IOException;

  /**
   * Makes sure that files and numbered directories could be created, and leaves no trace.
   *
   * @param directory that exists
   * @throws IOException if they could not
   */
  void requireWritable(Path directory) throws IOException;
}
