package io.lamina.jobs.checkpoint;

import io.lamina.jobs.checkpoint.CheckpointFormat.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a run's checkpoints are, as it is looked at before the run begins. */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final CheckpointDirectory directory;

  private CheckpointStore(CheckpointDirectory directory) {
    this.directory = directory;
  }

  /**
   * At a place.
   *
   * @param location a directory on any Hadoop file system, which may not exist yet
   * @throws CheckpointException if it is on no file system that is known
   */
  public static CheckpointStore at(String location, Configuration configuration) {
    try {
      return new CheckpointStore(CheckpointDirectory.at(location, configuration));
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          String.format(
              "cannot keep checkpoints in %s: %s (name a directory on a file system that Hadoop is"
                  + " configured for, file:///… on this machine)",
              location, e.getMessage()),
          e);
    }
  }

  CheckpointDirectory directory() {
    return directory;
  }

  /**
   * Removes all that is here.
   *
   * @throws CheckpointException if it cannot be removed
   */
  public void clear() {
    try {
      directory.delete();
    } catch (IOException e) {
      throw new CheckpointException(
          String.format("cannot remove %s: %s (remove it by hand)", directory, e.getMessage()), e);
    }
  }

  /** Whether a run can go on from here. */
  public boolean hasAny() {
    return !names(directory).isEmpty();
  }

  /**
   * Makes sure that a new run loses nothing here.
   *
   * @throws CheckpointException if there are checkpoints, which a run may still want to go on from
   */
  public void requireNone() {
    if (hasAny()) {
      throw new CheckpointException(
          String.format(
              "%s has the checkpoints of a run that did not end (continue that run with --resume,"
                  + " choose another --run-dir, or remove the checkpoints)",
              directory));
    }
  }

  /**
   * Which run has left the checkpoints here; empty if none of them can be read.
   *
   * @param lamina this version, for messages
   * @throws CheckpointException if there are none, or if another version of Lamina wrote them
   */
  public Optional<RunIdentity> kept(String lamina) {
    return head(lamina).map(Head::identity);
  }

  /** Of the first checkpoint that can be read: all are of one run. */
  Optional<Head> head(String lamina) {
    if (!hasAny()) {
      throw new CheckpointException(
          String.format(
              "there is nothing to resume: %s has no checkpoints (the run stopped before its first"
                  + " checkpoint, or it is finished; start it without --resume)",
              directory));
    }
    return names(directory).stream()
        .map(directory::child)
        .flatMap(stage -> newestFirst(stage).stream().map(name -> head(stage, name, lamina)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<String> newestFirst(CheckpointDirectory stage) {
    List<String> names = new ArrayList<>(names(stage));
    Collections.reverse(names);
    return names;
  }

  private static Optional<Head> head(CheckpointDirectory stage, String name, String lamina) {
    try {
      return Optional.of(stage.read(name, new CheckpointFormat()::readHead));
    } catch (CheckpointFormat.OtherFormatException e) {
      throw RunIdentity.otherLamina(stage.toString(), e.getMessage(), lamina);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{}/{} cannot be read, and is passed over", stage, name, e);
      return Optional.empty();
    }
  }

  /**
   * Makes sure that checkpoints can be written here.
   *
   * @throws CheckpointException if they cannot
   */
  public void requireWritable() {
    try {
      directory.probe();
    } catch (IOException e) {
      throw new CheckpointException(
          String.format(
              "cannot keep checkpoints in %s: %s (name a directory that you can write to in"
                  + " checkpoints.directory)",
              directory, e.getMessage()),
          e);
    }
  }

  private static List<String> names(CheckpointDirectory directory) {
    try {
      return directory.names();
    } catch (IOException e) {
      throw new CheckpointException(
          String.format("cannot look into %s: %s", directory, e.getMessage()), e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
