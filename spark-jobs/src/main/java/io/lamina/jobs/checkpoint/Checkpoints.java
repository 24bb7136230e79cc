package io.lamina.jobs.checkpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  private final CheckpointStore store;
  private final Owners owners;
  private final Optional<CheckpointFormat.Head> kept;
  private final List<DataIdentity> data;
  private final Writer writer;

  /**
   * Writes one checkpoint after the other.
   *
   * @param interval rounds from one to the next
   */
  private record Writer(ExecutorService thread, int interval) {}

  /**
   * Whose the stages are.
   *
   * @param identity of a stage of this name
   * @param many whether stages of one name may be of many runs
   */
  private record Owners(Function<String, RunIdentity> identity, boolean many) {
    String directory(String stage) {
      String name = StageCheckpoints.directoryName(stage);
      return many ? name + "-" + identity.apply(stage).computation() : name;
    }
  }

  private Checkpoints(
      CheckpointStore store,
      Owners owners,
      Optional<CheckpointFormat.Head> kept,
      List<DataIdentity> data,
      Writer writer) {
    this.store = store;
    this.owners = owners;
    this.kept = kept;
    this.data = List.copyOf(data);
    this.writer = writer;
  }

  /**
   * The same checkpoints, once it is known what the run has read.
   *
   * @throws OtherRunException if a run goes on that has read something else
   */
  public Checkpoints of(List<DataIdentity> read) {
    kept.ifPresent(head -> StageOwner.requireSameRead(read, head.data(), store.toString()));
    return new Checkpoints(store, owners, kept, read, writer);
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
    CheckpointStore store = CheckpointStore.at(location, configuration);
    store.requireNone();
    return new Checkpoints(
        store, of(identity), Optional.empty(), List.of(), writer(mostLostRounds));
  }

  /**
   * Goes on where another run ended.
   *
   * @throws CheckpointException if it has left no checkpoints there
   * @throws OtherRunException if they are of another plan, kind of device or version
   */
  public static Checkpoints resume(
      String location, Configuration configuration, RunIdentity identity, int mostLostRounds) {
    CheckpointStore store = CheckpointStore.at(location, configuration);
    Optional<CheckpointFormat.Head> kept = store.head(identity.versions().get(RunIdentity.LAMINA));
    kept.ifPresent(head -> identity.requireSame(head.identity(), store.toString()));
    return new Checkpoints(store, of(identity), kept, List.of(), writer(mostLostRounds));
  }

  /**
   * Those of many runs in one place: what one run has trained, others that would train the same
   * take from here, and a run goes on where it ended. Nobody may {@link #clear} it meanwhile.
   *
   * @param location a directory on any Hadoop file system; made when there is something to keep
   * @param identity of a stage of this name, whose computation is all that decides on its bits
   * @param mostLostRounds that a dead driver may cost, at least 2
   */
  public static Checkpoints shared(
      String location,
      Configuration configuration,
      Function<String, RunIdentity> identity,
      int mostLostRounds) {
    CheckpointStore store = CheckpointStore.at(location, configuration);
    Owners owners = new Owners(identity, true);
    return new Checkpoints(store, owners, Optional.empty(), List.of(), writer(mostLostRounds));
  }

  private static Owners of(RunIdentity identity) {
    return new Owners(stage -> identity, false);
  }

  private static Writer writer(int mostLostRounds) {
    if (mostLostRounds < 2) {
      throw new IllegalArgumentException(mostLostRounds + " rounds, must be at least 2");
    }
    return new Writer(
        Executors.newSingleThreadExecutor(task -> daemon(task, "lamina-checkpoints")),
        mostLostRounds / 2);
  }

  /** Whether a run can go on from here. */
  public boolean hasAny() {
    return store.hasAny();
  }

  /**
   * The checkpoints of a stage.
   *
   * @param stage its name
   * @param shardSizes the examples of its shards, by which its data are known again
   */
  public StageCheckpoints stage(String stage, List<Long> shardSizes) {
    return new StageCheckpoints(
        store.directory().child(owners.directory(stage)),
        new StageOwner(owners.identity().apply(stage), stage, shardSizes, data),
        writer.interval(),
        writer.thread());
  }

  /** Removes all: the run has ended well. */
  public void clear() {
    store.clear();
  }

  /** Waits for what is being written, for a while. */
  @Override
  public void close() {
    writer.thread().shutdown();
    try {
      if (!writer.thread().awaitTermination(LAST_WRITE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("{} takes too long: what was to be written there last may be missing", store);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
