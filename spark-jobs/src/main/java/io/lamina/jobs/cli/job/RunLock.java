package io.lamina.jobs.cli.job;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a run directory for one run at a time. The operating system holds the lock for the process
 * and lets it go when the process ends, however it ends; the file stays and means nothing.
 */
final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final Path directory;
  private final boolean made;
  private final FileChannel channel;

  private RunLock(Path directory, boolean made, FileChannel channel) {
    this.directory = directory;
    this.made = made;
    this.channel = channel;
  }

  /**
   * Takes the lock of a directory, which is made if it is not there.
   *
   * @throws IllegalStateException if another run holds it
   * @throws IOException with a message for people, if there can be no such directory, or if the
   *     file system has no locks or no space
   */
  static RunLock take(Path directory) throws IOException {
    boolean made = Files.notExists(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      String reason =
          e instanceof FileAlreadyExistsException ? "it is a file" : new Reason(e).text();
      throw new IOException(
          String.format(
              "cannot make the run directory %s: %s (give --run-dir a directory that you can"
                  + " write)",
              directory, reason),
          e);
    }
    return take(directory, made);
  }

  /**
   * Takes the lock of a directory that is there.
   *
   * @throws IllegalArgumentException if it is not there
   * @throws IllegalStateException if another run holds it
   * @throws IOException with a message for people, if the file system has no locks or no space
   */
  static RunLock takeThere(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          String.format(
              "there is nothing to resume: there is no directory %s (give --run-dir the directory"
                  + " of the run, or start without --resume)",
              directory));
    }
    return take(directory, false);
  }

  private static RunLock take(Path directory, boolean made) throws IOException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(directory.resolve(FILE), CREATE, WRITE);
      if (isFree(channel)) {
        return new RunLock(directory, made, channel);
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
              directory, new Reason(e).text()),
          e);
    }
    throw new IllegalStateException(
        String.format(
            "another run uses the run directory %s (wait until it ends, or give another --run-dir)",
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

  /** Lets go, and leaves nothing of a directory that was made for this. */
  void undo() throws IOException {
    close();
    if (made) {
      Files.deleteIfExists(directory.resolve(FILE));
      Files.deleteIfExists(directory);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
