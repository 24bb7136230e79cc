package io.lamina.jobs.checkpoint;

import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.StateKeeper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a stage: the newest, the one before it, and when the stage is over its end
 * alone. One is written while the next rounds are trained; the next one's round is committed when
 * it is on the disk. With one every k/2 rounds less than k are lost. Thread-safe.
 */
public final class StageCheckpoints implements KeptStage {
  private static final Logger LOG = LoggerFactory.getLogger(StageCheckpoints.class);
  private static final String ROUND = "round-";
  private static final String BEST = "best-";
  private static final String END = "end";

  /** The newest, and one to fall back on should it turn out to be damaged. */
  private static final int KEPT = 2;

  /** One of the newest, one of the one before it, and one that a new beginning waits for. */
  private static final int KEPT_BESTS = KEPT + 1;

  private final CheckpointDirectory directory;
  private final StageOwner owner;
  private final int interval;
  private final Executor writer;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /**
   * @param interval rounds from one checkpoint to the next
   * @param writer runs one task at a time
   */
  StageCheckpoints(CheckpointDirectory directory, StageOwner owner, int interval, Executor writer) {
    this.directory = directory;
    this.owner = owner;
    this.interval = interval;
    this.writer = writer;
  }

  static String directoryName(String stage) {
    return stage.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Damaged ones are passed over, with a warning.
   */
  @Override
  public Optional<StageCheckpoint> latest() {
    awaitWritten();
    return newestFirst().stream().map(this::read).flatMap(Optional::stream).findFirst();
  }

  private Optional<StageCheckpoint> read(String name) {
    try {
      CheckpointFormat.Entry entry = directory.read(name, new CheckpointFormat()::read);
      owner.require(entry.head(), directory.toString());
      return Optional.of(entry.checkpoint());
    } catch (CheckpointFormat.OtherFormatException e) {
      throw owner.otherFormat(e, directory.toString());
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{}/{} cannot be read, and is passed over", directory, name, e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<StageCheckpoint> back(Predicate<RoundHistory> wanted) {
    awaitWritten();
    for (String name : newestFirst()) {
      Optional<StageCheckpoint> good =
          read(name).filter(checkpoint -> wanted.test(checkpoint.history()));
      if (good.isPresent()) {
        return good;
      }
      remove(name);
    }
    return Optional.empty();
  }

  private void remove(String name) {
    try {
      directory.delete(name);
    } catch (IOException e) {
      throw cannotKeep(e);
    }
  }

  private List<String> newestFirst() {
    try {
      List<String> names = directory.names();
      return names.contains(END)
          ? List.of(END)
          : names.stream()
              .filter(name -> name.startsWith(ROUND))
              .sorted(java.util.Comparator.reverseOrder())
              .toList();
    } catch (IOException e) {
      throw cannotKeep(e);
    }
  }

  @Override
  public StateKeeper keeper(Supplier<RoundHistory> history, List<Rewind> rewinds) {
    return new StateKeeper() {
      @Override
      public boolean wants(int round) {
        return round % interval == 0;
      }

      @Override
      public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
        RoundHistory before = history.get();
        return coming.thenCompose(
            state -> write(name(ROUND, round), StageCheckpoint.open(state, before, rewinds)));
      }
    };
  }

  private static String name(String kind, int round) {
    return kind + String.format(Locale.ROOT, "%08d", round);
  }

  @Override
  public void keep(StageCheckpoint open) {
    CompletableFuture<Void> unused = write(name(ROUND, open.state().round()), open);
    awaitWritten();
  }

  @Override
  public void keepBest(StageCheckpoint open) {
    CompletableFuture<Void> unused = write(name(BEST, open.state().round()), open);
    awaitWritten();
  }

  @Override
  public StageCheckpoint best(int round) {
    awaitWritten();
    String name = name(BEST, round);
    return read(name)
        .orElseThrow(
            () ->
                new CheckpointException(
                    String.format(
                        "%s/%s, the best parameters of the stage, cannot be read (start anew with"
                            + " another --run-dir)",
                        directory, name)));
  }

  private synchronized CompletableFuture<Void> write(String name, StageCheckpoint checkpoint) {
    written = written.thenRunAsync(() -> writeNow(name, checkpoint), writer);
    return written;
  }

  /** Completes when all that was to be written so far has been. */
  synchronized CompletableFuture<Void> written() {
    return written;
  }

  private void writeNow(String name, StageCheckpoint checkpoint) {
    try {
      CheckpointFormat.Entry entry = owner.entry(checkpoint);
      directory.write(name, out -> new CheckpointFormat().write(entry, out));
      prune(name);
    } catch (IOException e) {
      throw cannotKeep(e);
    }
  }

  private void prune(String newest) throws IOException {
    boolean over = newest.equals(END);
    prune(ROUND, over ? 0 : KEPT);
    prune(BEST, over ? 0 : KEPT_BESTS);
  }

  private void prune(String kind, int kept) throws IOException {
    List<String> names =
        directory.names().stream().filter(name -> name.startsWith(kind)).sorted().toList();
    for (String old : names.subList(0, Math.max(0, names.size() - kept))) {
      directory.delete(old);
    }
  }

  private CheckpointException cannotKeep(IOException e) {
    return new CheckpointException(
        String.format(
            "cannot keep checkpoints in %s: %s (check that there is room and that this user may"
                + " write there, then continue with --resume; or start anew with another"
                + " checkpoints.directory)",
            directory, e.getMessage()),
        e);
  }

  @Override
  public void finish(StageCheckpoint end) {
    CompletableFuture<Void> unused = write(END, end);
    awaitWritten();
  }

  private void awaitWritten() {
    try {
      written().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CheckpointException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
