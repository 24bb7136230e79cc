package io.lamina.jobs.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.status.AppStatusStore;
import org.apache.spark.status.api.v1.ApplicationAttemptInfo;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.apache.spark.util.kvstore.KVStore;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * All that is known of a run at a moment, read from Spark's store of the application.
 *
 * @param application its id
 * @param ended whether the application has ended
 * @param run what is known of the run; none if none has begun
 * @param stages in the order in which they began
 * @param executors in the order in which they joined, those that were lost too
 */
record RunView(
    String application,
    boolean ended,
    Optional<RunState> run,
    List<StageState> stages,
    List<Executor> executors) {
  private static final String DRIVER = "driver";

  static RunView of(AppStatusStore status) {
    KVStore store = status.store();
    List<StageState> stages =
        list(store, StageState.class).stream()
            .sorted(Comparator.comparing(StageState::place))
            .toList();
    List<Executor> executors =
        CollectionConverters.asJava(status.executorList(false)).stream()
            .filter(executor -> !executor.id().equals(DRIVER))
            .map(Executor::of)
            .sorted(Comparator.comparing(Executor::joined))
            .toList();
    return new RunView(
        application(status),
        attempt(status).map(ApplicationAttemptInfo::completed).orElse(false),
        list(store, RunState.class).stream().findFirst(),
        stages,
        executors);
  }

  /** A page may be asked for before Spark has told that the application began. */
  private static String application(AppStatusStore status) {
    try {
      return status.applicationInfo().id();
    } catch (NoSuchElementException e) {
      return "";
    }
  }

  private static Optional<ApplicationAttemptInfo> attempt(AppStatusStore status) {
    try {
      return CollectionConverters.asJava(status.applicationInfo().attempts()).stream().findFirst();
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static <T> List<T> list(KVStore store, Class<T> kind) {
    try (var states = store.view(kind).closeableIterator()) {
      List<T> all = new ArrayList<>();
      states.forEachRemaining(all::add);
      return all;
    } catch (Exception e) { // the interface declares every one
      throw new IllegalStateException("Spark's store of the application cannot be read", e);
    }
  }

  /**
   * An executor.
   *
   * @param id its number
   * @param host and port
   * @param cores it has
   * @param joined when
   * @param lost when; none while it is there
   * @param reason why it was lost; empty if Spark does not say
   * @param heap the most that it has used of its heap, in bytes; 0 before it has told
   */
  record Executor(
      String id,
      String host,
      int cores,
      Instant joined,
      Optional<Instant> lost,
      String reason,
      long heap) {
    private static Executor of(ExecutorSummary executor) {
      Option<ExecutorMetrics> peak = executor.peakMemoryMetrics();
      return new Executor(
          executor.id(),
          executor.hostPort(),
          executor.totalCores(),
          executor.addTime().toInstant(),
          OptionConverters.toJava(executor.removeTime()).map(time -> time.toInstant()),
          OptionConverters.toJava(executor.removeReason()).orElse(""),
          OptionConverters.toJava(peak)
              .map(metrics -> metrics.getMetricValue("JVMHeapMemory"))
              .orElse(0L));
    }
  }
}
