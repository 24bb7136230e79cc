package io.lamina.parameters.coordinator;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.part.PartLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open stage, as its coordinator sees it: it decides when a round is committed, on all servers
 * or on none. All methods are thread-safe. Closing it has the servers release their parts; workers
 * that still ask for it are fenced.
 *
 * <p>A round that is complete on all servers is committed; with that the round exists. A generation
 * that ends before leaves nothing of the open round anywhere. Orders reach a server in the order in
 * which they are given, so that a server that has a commit has all the earlier ones.
 */
public final class Stage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

  private final StageSpec spec;
  private final Split split;
  private final RoundDelivery delivery;
  private final StateKeeper keeper;
  private final List<PartLink> parts = new ArrayList<>();
  private final boolean[] complete;
  private final CompletableFuture<StageState> result = new CompletableFuture<>();
  private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
  private List<Push> pushes = List.of();
  private final LongSupplier generations;
  private long generation;
  private int round;
  private boolean committing;
  private boolean over;

  private Stage(
      Split split,
      StageState start,
      LongSupplier generations,
      RoundDelivery delivery,
      StateKeeper keeper) {
    this.spec = split.spec();
    this.split = split;
    this.delivery = delivery;
    this.keeper = keeper;
    this.complete = new boolean[split.parts()];
    this.round = start.round();
    this.generations = generations;
    this.generation = generations.getAsLong();
  }

  /** How a server is told of its part. */
  interface Opening {
    PartLink open(
        int part, StageSpec spec, StageState start, long generation, PartLink.Owner owner);
  }

  /**
   * Opens a stage on all its servers, and does not wait for them.
   *
   * @param generations gives one that no worker has had, not of another stage of this name either,
   *     each time
   * @param delivery of the committed rounds; closed with the stage
   * @throws IllegalArgumentException if the start is none of this stage
   */
  static Stage open(
      Split split,
      StageState start,
      LongSupplier generations,
      RoundDelivery delivery,
      StateKeeper keeper,
      Opening opening) {
    start.requireOf(split.spec());
    Stage stage = new Stage(split, start, generations, delivery, keeper);
    stage.open(start, opening);
    return stage;
  }

  private void open(StageState start, Opening opening) {
    Runnable afterwards;
    synchronized (this) {
      for (int part = 0; part < split.parts(); part++) {
        parts.add(
            opening.open(
                part, split.spec(part), split.state(start, part), generation, new Reports(part)));
      }
      afterwards = round == spec.rounds().count() ? finishing() : () -> {};
    }
    afterwards.run();
  }

  /** Completes when a worker that asks finds the stage on all servers, or it is clear where not. */
  CompletableFuture<Void> opened() {
    return CompletableFuture.allOf(
        parts.stream().map(PartLink::opened).toArray(CompletableFuture<?>[]::new));
  }

  /** What one server says. */
  private final class Reports implements PartLink.Owner {
    private final int part;

    Reports(int part) {
      this.part = part;
    }

    @Override
    public void complete(long ofGeneration, int ofRound, List<Push> reported) {
      completed(part, ofGeneration, ofRound, reported);
    }

    @Override
    public void failed(long ofGeneration, StageFailure failure) {
      synchronized (Stage.this) {
        if (ofGeneration != generation) {
          return;
        }
      }
      fail(failure);
    }

    @Override
    public void lost(String reason) {
      loseServer(reason);
    }
  }

  /** The generation whose pushes count. */
  public synchronized long generation() {
    return generation;
  }

  /** The open round. */
  public synchronized int round() {
    return round;
  }

  /**
   * Fences the workers of all earlier generations, drops what they pushed to the open round, and
   * returns the new generation. The round stays open.
   */
  public synchronized long nextGeneration() {
    generation = generations.getAsLong();
    Arrays.fill(complete, false);
    parts.forEach(part -> part.fence(generation));
    return generation;
  }

  /**
   * Where the stage is after the last round; or, exceptionally, {@link StageFailedException} with
   * the reason the stage could not go on, or {@link ServerLostException}: it can be opened again
   * where it was last kept.
   */
  public CompletableFuture<StageState> result() {
    return result;
  }

  /** Ends the stage with this reason, unless it has ended. */
  public void fail(String message) {
    fail(StageFailure.defect(message));
  }

  /** The same: its numbers run away. */
  public void diverge(String message) {
    fail(StageFailure.divergence(message));
  }

  private void fail(StageFailure failure) {
    StageFailedException thrown = new StageFailedException(failure.message(), failure.diverged());
    end(Pull.Status.FAILED, failure.message(), () -> result.completeExceptionally(thrown));
  }

  /** The result's owner hears of it first, and without the lock; then the workers do. */
  private void end(Pull.Status status, String message, Runnable first) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    first.run();
    synchronized (this) {
      parts.forEach(part -> part.end(status, message));
    }
  }

  private void completed(int part, long ofGeneration, int ofRound, List<Push> reported) {
    synchronized (this) {
      if (ofGeneration != generation || ofRound != round) {
        return;
      }
      complete[part] = true;
      pushes = reported;
    }
    commitIfComplete();
  }

  private void commitIfComplete() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  /**
   * Commits the open round if it is complete; gives what is to be done without the lock. A part
   * here says at once, while it is given its order, that the next round is complete too.
   */
  private synchronized Optional<Runnable> next() {
    if (over || committing || !isComplete()) {
      return Optional.empty();
    }
    if (waitsForKept(round + 1) && !kept.isDone()) {
      // Less would be safe than was promised: the round waits for what was to be kept before.
      CompletableFuture<Void> unused = kept.whenComplete((safe, failure) -> commitIfComplete());
      return Optional.empty();
    }
    committing = true;
    try {
      return Optional.of(kept.isCompletedExceptionally() ? this::failToKeep : commit());
    } finally {
      committing = false;
    }
  }

  private boolean isComplete() {
    for (boolean one : complete) {
      if (!one) {
        return false;
      }
    }
    return true;
  }

  private boolean waitsForKept(int next) {
    return next == spec.rounds().count() || keeper.wants(next);
  }

  /** Commits the open round; gives what is to be done without the lock. */
  private Runnable commit() {
    RoundSummary summary = RoundSummary.of(spec.stage(), round, pushes);
    Arrays.fill(complete, false);
    try {
      if (!keeper.admits(summary)) {
        return () -> {};
      }
      keeper.committed(summary);
    } catch (RuntimeException e) {
      return () -> failToCount(e);
    }
    Runnable report = delivery.put(summary, this::fail);
    round++;
    parts.forEach(PartLink::commit);
    if (round == spec.rounds().count()) {
      Runnable finishing = finishing();
      return () -> {
        report.run();
        finishing.run();
      };
    }
    if (keeper.wants(round)) {
      kept = kept(state());
    }
    return report;
  }

  /** A keeper that fails ends the stage; the workers must not wait for ever. */
  private void failToCount(RuntimeException e) {
    int number = round() + 1;
    LOG.error("{}: round {} could not be counted", spec.stage(), number, e);
    fail(
        String.format(
            Locale.ROOT, "%s: round %d could not be counted: %s", spec.stage(), number, e));
  }

  private Runnable finishing() {
    CompletableFuture<StageState> end = state();
    return () -> {
      CompletableFuture<Void> unused =
          end.handle(
              (state, failure) -> {
                if (failure == null) {
                  end(Pull.Status.FINISHED, "", () -> result.complete(state));
                } else {
                  failFor(failure, "its result could not be brought");
                }
                return null;
              });
    };
  }

  private CompletableFuture<Void> kept(CompletableFuture<StageState> coming) {
    try {
      return keeper.keep(round, coming);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void failToKeep() {
    CompletableFuture<Void> failed;
    synchronized (this) {
      failed = kept;
    }
    CompletableFuture<Void> unused =
        failed.whenComplete((done, failure) -> failFor(failure, "its state could not be kept"));
  }

  /** A state that did not come, for its server is gone, is no defect: the stage can go on. */
  private void failFor(Throwable failure, String trouble) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ConnectionLostException) {
      loseServer(cause.getMessage());
    } else {
      LOG.error("{}: {}", spec.stage(), trouble, failure);
      fail(String.format("%s: %s: %s", spec.stage(), trouble, cause.getMessage()));
    }
  }

  private void loseServer(String reason) {
    String message = spec.stage() + ": " + reason;
    end(
        Pull.Status.FENCED,
        message,
        () -> result.completeExceptionally(new ServerLostException(message)));
  }

  /** All parts' states, of the same moment: the orders so far are carried out before. */
  private CompletableFuture<StageState> state() {
    List<CompletableFuture<StageState>> states = parts.stream().map(PartLink::state).toList();
    return CompletableFuture.allOf(states.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> split.join(states.stream().map(CompletableFuture::join).toList()));
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
      parts.forEach(PartLink::close);
    }
    delivery.close();
    result.completeExceptionally(new StageFailedException(spec.stage() + " was closed"));
  }
}
