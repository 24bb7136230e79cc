package io.lamina.jobs.cluster;

import io.lamina.jobs.cluster.guard.CheckedDevice;
import io.lamina.jobs.cluster.guard.GivenUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockManagerAdded;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Counts the tasks that fit on the executors, and tells when one is lost or joins. Thread-safe. */
public final class ExecutorWatch implements Slots {
  private static final Duration END = Duration.ofMinutes(1);

  private final SparkContext spark;
  private final int slotsOfOne;
  private final List<CheckedDevice> checked = new CopyOnWriteArrayList<>();
  private final List<GivenUp> givenUp = new CopyOnWriteArrayList<>();
  private CompletableFuture<Void> loss = new CompletableFuture<>();
  private CompletableFuture<Void> gain = new CompletableFuture<>();
  private CountDownLatch change = new CountDownLatch(1);

  private ExecutorWatch(SparkContext spark) {
    this.spark = spark;
    this.slotsOfOne = ExecutorSlots.of(spark.getConf());
  }

  /** Begins to watch. */
  public static ExecutorWatch of(SparkContext spark) {
    ExecutorWatch watch = new ExecutorWatch(spark);
    spark.addSparkListener(watch.new Events());
    return watch;
  }

  /** The executors at work; on a local cluster without executors the driver is one. */
  public int executors() {
    return spark.isLocal() ? 1 : spark.getExecutorMemoryStatus().size() - 1;
  }

  /** The devices that executors have to themselves and have checked, of all that came up. */
  public List<CheckedDevice> checked() {
    return List.copyOf(checked);
  }

  @Override
  public int slots() {
    if (spark.isLocal()) {
      return spark.defaultParallelism();
    }
    return executors() * slotsOfOne;
  }

  @Override
  public synchronized CompletableFuture<Void> nextLoss() {
    if (loss.isDone()) {
      loss = new CompletableFuture<>();
    }
    return loss;
  }

  @Override
  public synchronized CompletableFuture<Void> nextGain() {
    if (gain.isDone()) {
      gain = new CompletableFuture<>();
    }
    return gain;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The last executor stays: without it the run would wait for ever.
   */
  @Override
  public Optional<String> exclude(String executor) {
    ExecutorName name = ExecutorName.of(executor);
    if (isAtWork(name) && !(mayEnd() && spark.killExecutor(name.id()) && awaitEnd(name))) {
      throw new ClusterException(
          String.format(
              "%s computes wrong bits, and Spark does not end it (set"
                  + " spark.dynamicAllocation.enabled to false, or keep its host out of the"
                  + " cluster, and continue with --resume)",
              executor));
    }
    return checked.stream()
        .filter(each -> each.executor().equals(name.id()))
        .map(CheckedDevice::device)
        .findFirst();
  }

  private boolean mayEnd() {
    return executors() > 1 && !isDynamic();
  }

  /** Whether Spark ends executors that have nothing to do; then Lamina ends none. */
  private boolean isDynamic() {
    return spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
  }

  private static boolean isAtWork(ExecutorName name) {
    return ExecutorPlaces.now().ids().contains(name.id());
  }

  private boolean awaitEnd(ExecutorName name) {
    long deadline = System.nanoTime() + END.toNanos();
    while (isAtWork(name)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      awaitChange(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return true;
  }

  /**
   * Waits until there are so many slots, for a while, or until an executor is given up.
   *
   * @return whether there are
   */
  public boolean awaitSlots(int wanted, Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (slots() < wanted && givenUp.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      awaitChange(Math.min(left, TimeUnit.MILLISECONDS.toNanos(500)));
    }
    return true;
  }

  /**
   * Waits for answers of the executors, for a while, or until an executor is given up.
   *
   * @return whether they have come
   * @throws ClusterException if an executor's device has failed
   */
  boolean awaitAnswers(CompletableFuture<?> answers, Duration most) {
    CompletableFuture<?> told = answers.whenComplete((values, failure) -> changed());
    long deadline = System.nanoTime() + most.toNanos();
    while (!told.isDone() && givenUp.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      awaitChange(Math.min(left, TimeUnit.MILLISECONDS.toNanos(500)));
    }
    requireNoneGivenUp();
    return true;
  }

  /**
   * Makes sure that no executor was given up, of those that Spark has told of.
   *
   * @throws ClusterException if one was; the message says why
   */
  void requireNoneGivenUp() {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new ClusterException("Spark's listeners are busy for long", e);
    }
    if (!givenUp.isEmpty()) {
      throw new ClusterException(
          givenUp.stream().map(GivenUp::toString).distinct().collect(Collectors.joining("; ")));
    }
  }

  private void awaitChange(long nanos) {
    CountDownLatch next;
    synchronized (this) {
      next = change;
    }
    try {
      boolean changed = next.await(nanos, TimeUnit.NANOSECONDS);
      if (changed) {
        synchronized (this) {
          change = new CountDownLatch(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }

  private synchronized void changed() {
    change.countDown();
  }

  private void lost() {
    CompletableFuture<Void> told;
    synchronized (this) {
      told = loss;
    }
    told.complete(null);
  }

  private void gained() {
    CompletableFuture<Void> told;
    synchronized (this) {
      told = gain;
    }
    told.complete(null);
  }

  private final class Events extends SparkListener {
    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
      changed();
    }

    /** From here on its slots count, see {@link #executors}. */
    @Override
    public void onBlockManagerAdded(SparkListenerBlockManagerAdded event) {
      changed();
      gained();
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
      if (event instanceof CheckedDevice device) {
        checked.add(device);
      }
      if (event instanceof GivenUp executor) {
        givenUp.add(executor);
        changed();
      }
    }

    /** An executor that Spark ends because it is idle takes no work with it. */
    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      changed();
      if (!(isDynamic() && event.reason().equals(ExecutorKilled.message()))) {
        lost();
      }
    }
  }
}
