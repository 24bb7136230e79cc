package io.lamina.jobs.cli.job;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * Keeps a run directory for one run at a time. The operating system holds the lock for the process
 * and lets it go when the process ends, however it ends; the file stays and means nothing.
 */
final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final Path directory;
  private final FileChannel channel;

  private RunLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory that exists
   * @throws IllegalStateException if another run holds it
   * @throws IOException with a message for people, if the file system has no locks or no space
   */
  static RunLock take(Path directory) throws IOException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(directory.resolve(FILE), CREATE, WRITE);
      if (isFree(channel)) {
        return new RunLock(directory, channel);
      }
      channel.close();
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      throw new IOException(
          String.format(
              "cannot lock the run directory %s: %s (give --run-dir a directory that you can"
                  + " write)",
              directory, e),
          e);
    }
    throw new IllegalStateException(
        String.format(
            "another run is going on in %s: its files would be lost (wait for its end, or give"
                + " another --run-dir)",
            directory));
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by another run of this process
    }
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
