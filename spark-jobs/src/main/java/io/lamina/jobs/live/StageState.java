package io.lamina.jobs.live;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.util.kvstore.KVIndex;

/**
 * How far a stage is, as Spark's store of an application keeps it. Immutable.
 *
 * @param name of the stage
 * @param place among the stages, from 0
 * @param round the last that ended
 * @param rounds it has
 * @param loss the last that was measured; NaN if none was
 * @param curve of its losses
 * @param firstTime when its first round ended, in milliseconds since 1970
 * @param lastTime when its last round ended
 * @param firstExamples examples of the first round, whose beginning nobody has told
 * @param workers what each did, by name
 */
record StageState(
    String name,
    int place,
    int round,
    int rounds,
    double loss,
    Curve curve,
    long firstTime,
    long lastTime,
    long firstExamples,
    List<WorkerWork> workers) {
  StageState {
    workers = List.copyOf(workers);
  }

  /** Its first round has ended. */
  static StageState begun(int place, RoundEnded first) {
    return new StageState(
        first.stage(),
        place,
        first.round(),
        first.rounds(),
        first.loss(),
        Curve.empty().with(first.round(), first.loss()),
        first.time(),
        first.time(),
        first.workers().stream().mapToLong(WorkerWork::examples).sum(),
        first.workers());
  }

  /** A round more has ended. */
  StageState with(RoundEnded next) {
    TreeMap<String, WorkerWork> together = new TreeMap<>();
    workers.forEach(work -> together.put(work.worker(), work));
    next.workers().forEach(work -> together.merge(work.worker(), work, WorkerWork::plus));
    return new StageState(
        name,
        place,
        next.round(),
        next.rounds(),
        Double.isNaN(next.loss()) ? loss : next.loss(),
        curve.with(next.round(), next.loss()),
        firstTime,
        next.time(),
        firstExamples,
        new ArrayList<>(together.values()));
  }

  /** Of all workers together, since the first round ended; NaN before there is another. */
  double examplesPerSecond() {
    long all = workers.stream().mapToLong(WorkerWork::examples).sum();
    return lastTime == firstTime
        ? Double.NaN
        : (all - firstExamples) * 1000.0 / (lastTime - firstTime);
  }

  /** The key of the store. */
  @KVIndex
  public String key() {
    return name;
  }
}
