package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Which files nobody writes to any more. Not safe for use by several threads. */
final class Settled {
  private static final String COMPLETE = "_SUCCESS";

  private final long before;
  private final Configuration hadoop;
  private final Map<Path, Boolean> complete = new HashMap<>();

  /**
   * @param before in milliseconds since 1970: whoever wrote to a file before then has done so
   * @param hadoop for files that say that a directory is complete
   */
  Settled(long before, Configuration hadoop) {
    this.before = before;
    this.hadoop = requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * Whether a file was written to before the time, or is in a directory that is complete.
   *
   * @throws DataException if the directory cannot be read
   */
  boolean holds(FileStatus file) {
    return file.getModificationTime() < before
        || complete.computeIfAbsent(file.getPath().getParent(), this::isComplete);
  }

  private boolean isComplete(Path directory) {
    Path sign = new Path(directory, COMPLETE);
    try {
      return sign.getFileSystem(hadoop).exists(sign);
    } catch (IOException e) {
      throw DataException.unreadable(sign.toString(), e);
    }
  }
}
