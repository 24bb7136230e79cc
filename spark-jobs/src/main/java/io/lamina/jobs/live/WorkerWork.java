package io.lamina.jobs.live;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.rounds.WorkerEffort;
import java.time.Duration;

/**
 * What a worker did in a round, or in several; plain numbers, because Spark's event log has it.
 *
 * @param worker its name
 * @param rounds in which it pushed
 * @param examples it trained
 * @param computingSeconds the time it trained
 * @param waitingSeconds the time it waited for vectors
 * @param sendingSeconds the time it waited for what it had pushed to be on its way
 * @param sentBytes of differences and states
 * @param receivedBytes of vectors and states
 */
public record WorkerWork(
    String worker,
    long rounds,
    long examples,
    double computingSeconds,
    double waitingSeconds,
    double sendingSeconds,
    long sentBytes,
    long receivedBytes) {
  private static final double NANO = 1e-9;

  public WorkerWork {
    requireNonNull(worker, "worker is null");
  }

  /** Of one round. */
  static WorkerWork of(String worker, WorkerEffort effort) {
    return new WorkerWork(
        worker,
        1,
        effort.examples(),
        seconds(effort.computing()),
        seconds(effort.waiting()),
        seconds(effort.sending()),
        effort.sentBytes(),
        effort.receivedBytes());
  }

  private static double seconds(Duration time) {
    return time.toNanos() * NANO;
  }

  /** Both together. */
  WorkerWork plus(WorkerWork other) {
    return new WorkerWork(
        worker,
        rounds + other.rounds,
        examples + other.examples,
        computingSeconds + other.computingSeconds,
        waitingSeconds + other.waitingSeconds,
        sendingSeconds + other.sendingSeconds,
        sentBytes + other.sentBytes,
        receivedBytes + other.receivedBytes);
  }

  /** All of its time, in seconds. */
  double seconds() {
    return computingSeconds + waitingSeconds + sendingSeconds;
  }
}
