package io.lamina.jobs.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: what it goes on from when its driver has died. Every stage has a
 * directory of its own; what is over stays until the run is, for the stages after it go on from
 * there. Thread-safe.
 */
public final class Checkpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Duration LAST_WRITE = Duration.ofMinutes(1);

  private final CheckpointDirectory directory;
  private final RunIdentity identity;
  private final List<DataIdentity> data;
  private final int interval;
  private final ExecutorService writer;

  private Checkpoints(
      CheckpointDirectory directory,
      RunIdentity identity,
      List<DataIdentity> data,
      int interval,
      ExecutorService writer) {
    this.directory = directory;
    this.identity = identity;
    this.data = List.copyOf(data);
    this.interval = interval;
    this.writer = writer;
  }

  /** The same checkpoints, once it is known what the run has read. */
  public Checkpoints of(List<DataIdentity> read) {
    return new Checkpoints(directory, identity, read, interval, writer);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins anew.
   *
   * @param location a directory on any Hadoop file system; made when there is something to keep
   * @param mostLostRounds that a dead driver may cost, at least 2
   * @throws CheckpointException if there are checkpoints, which a run may still want to go on from
   */
  public static Checkpoints begin(
      String location, Configuration configuration, RunIdentity identity, int mostLostRounds) {
    Checkpoints checkpoints = open(location, configuration, identity, mostLostRounds);
    if (!checkpoints.isEmpty()) {
      throw new CheckpointException(
          String.format(
              "%s has the checkpoints of a run that did not end (go on from them with --resume,"
                  + " choose another --run-dir, or remove them)",
              checkpoints.directory));
    }
    return checkpoints;
  }

  /**
   * Goes on where another run ended.
   *
   * @throws CheckpointException if it has left no checkpoints there
   */
  public static Checkpoints resume(
      String location, Configuration configuration, RunIdentity identity, int mostLostRounds) {
    Checkpoints checkpoints = open(location, configuration, identity, mostLostRounds);
    if (checkpoints.isEmpty()) {
      throw new CheckpointException(
          String.format(
              "there is nothing to resume: %s has no checkpoints (the run had not come so far, or"
                  + " has ended; start it without --resume)",
              checkpoints.directory));
    }
    return checkpoints;
  }

  private static Checkpoints open(
      String location, Configuration configuration, RunIdentity identity, int mostLostRounds) {
    if (mostLostRounds < 2) {
      throw new IllegalArgumentException(mostLostRounds + " rounds, must be at least 2");
    }
    try {
      CheckpointDirectory directory = CheckpointDirectory.at(location, configuration);
      return new Checkpoints(
          directory,
          identity,
          List.of(),
          mostLostRounds / 2,
          Executors.newSingleThreadExecutor(task -> daemon(task, "lamina-checkpoints")));
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          String.format(
              "cannot keep checkpoints in %s: %s (name a directory on a file system that Hadoop is"
                  + " configured for)",
              location, e.getMessage()),
          e);
    }
  }

  /** Whether a run can go on from here. */
  public boolean hasAny() {
    return !isEmpty();
  }

  private boolean isEmpty() {
    try {
      return directory.names().isEmpty();
    } catch (IOException e) {
      throw new CheckpointException(
          String.format("cannot look into %s: %s", directory, e.getMessage()), e);
    }
  }

  /**
   * The checkpoints of a stage.
   *
   * @param stage its name
   * @param shardSizes the examples of its shards, by which its data are known again
   */
  public StageCheckpoints stage(String stage, List<Long> shardSizes) {
    return new StageCheckpoints(
        directory.child(StageCheckpoints.directoryName(stage)),
        new StageCheckpoints.Owner(identity, stage, shardSizes, data),
        interval,
        writer);
  }

  /** Removes all: the run has ended well. */
  public void clear() {
    try {
      directory.delete();
    } catch (IOException e) {
      throw new CheckpointException(
          String.format("cannot remove %s: %s (remove it by hand)", directory, e.getMessage()), e);
    }
  }

  /** Waits for what is being written, for a while. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(LAST_WRITE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("{} takes too long: what was to be written there last may be missing", directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
