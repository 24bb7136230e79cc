package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** A file that images are read from, while it is open. Used by one thread. */
final class OpenFile implements AutoCloseable {
  private final String file;
  private final FSDataInputStream in;
  private TarArchiveInputStream packed;
  private int next;

  OpenFile(String file, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    this.file = file;
    this.in = path.getFileSystem(hadoop).open(path);
  }

  /** A file that is closed when the task that opens it ends. */
  static OpenFile inTask(String file, Configuration hadoop) {
    try {
      OpenFile open = new OpenFile(file, hadoop);
      TaskCompletionListener close = context -> open.closed();
      TaskContext.get().addTaskCompletionListener(close);
      return open;
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
  }

  private void closed() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String file() {
    return file;
  }

  /** The file's bytes from an offset on. */
  FSDataInputStream at(long offset) throws IOException {
    if (in.getPos() != offset) {
      in.seek(offset);
    }
    return in;
  }

  /** The bytes of an entry of a packed tar archive. Entries are asked for in their order. */
  InputStream packedEntry(int number) throws IOException {
    if (packed == null) {
      packed = ArchiveFormat.packedTar(in);
    }
    do {
      if (packed.getNextEntry() == null) {
        throw new EOFException("the archive ends before entry " + number);
      }
    } while (next++ < number);
    return packed;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
